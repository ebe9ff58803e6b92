import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { alertsProjection } from '@shop/alert-projections';
import { Baskets, basketsProjection, salesProjection } from '@shop/basket-projections';
import { LOGGER, Readiness, down, up, type Logger } from '@shop/http';
import { openDatabase, ReadModel } from '@shop/log-postgres';
import { customersProjection, deadLettersProjection, securityEventsProjection } from '@shop/ops-projections';
import { shopRatingProjection } from '@shop/review-projections';
import { readOpsConfig } from './config.js';

/** The database of ops-api and the read models in it. All of it can be dropped; the log brings it back. */
@Injectable()
export class ReadModels implements OnApplicationShutdown {
  private readonly database;
  readonly sales: ReadModel;
  /** The same projection as basket-api's, kept here as well: whoever needs a read model derives it from the log. */
  readonly baskets: Baskets;
  readonly ratings: ReadModel;
  readonly alerts: ReadModel;
  readonly customers: ReadModel;
  readonly deadLetters: ReadModel;
  readonly securityEvents: ReadModel;

  constructor(@Inject(LOGGER) log: Logger, readiness: Readiness) {
    this.database = openDatabase({
      url: readOpsConfig().databaseUrl,
      application: 'ops-api',
      onTrouble: (error) => log.warn({ err: error }, 'The database is in trouble.'),
    });
    this.sales = new ReadModel(this.database, salesProjection);
    this.baskets = new Baskets(new ReadModel(this.database, basketsProjection));
    this.ratings = new ReadModel(this.database, shopRatingProjection);
    this.alerts = new ReadModel(this.database, alertsProjection);
    this.customers = new ReadModel(this.database, customersProjection);
    this.deadLetters = new ReadModel(this.database, deadLettersProjection);
    this.securityEvents = new ReadModel(this.database, securityEventsProjection);
    readiness.register('database', async () => {
      try {
        await this.database.query('SELECT 1', []);
        return up();
      } catch (error) {
        return down(error instanceof Error ? error.message : String(error));
      }
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
