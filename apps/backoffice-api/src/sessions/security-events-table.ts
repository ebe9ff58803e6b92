import { Injectable } from '@nestjs/common';
import { SecurityLog } from '@shop/http';
import { DataSource } from 'typeorm';

const INSERT = `
  INSERT INTO security_events (id, at, app, action, outcome, actor, target, client, code)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Makes the security events of the back office rows, which change data capture brings to the topic of all of them. */
@Injectable()
export class SecurityEventsTable {
  constructor(database: DataSource, security: SecurityLog) {
    security.writeTo(async ({ id, at, app, action, outcome, actor, target, client, code }) => {
      await database.query(INSERT, [id, at, app, action, outcome, actor, target, client, code]);
    });
  }
}
