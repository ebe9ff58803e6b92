import { Injectable } from '@nestjs/common';
import { Readiness, up } from '@shop/http';
import { DataSource } from 'typeorm';

/** Tells readiness whether the database answers. */
@Injectable()
export class DatabaseHealth {
  constructor(readiness: Readiness, dataSource: DataSource) {
    readiness.register('database', async () => {
      await dataSource.query('SELECT 1');
      return up();
    });
  }
}
