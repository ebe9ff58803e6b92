import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  Baskets,
  basketsProjection,
  Orders,
  ordersProjection,
  PricedProducts,
  productsProjection,
} from '@shop/basket-projections';
import { LOGGER, Readiness, unavailable, up, type Logger } from '@shop/http';
import { openDatabase, ReadModel, type Database } from '@shop/log-postgres';
import { readBasketConfig } from './config.js';

/** How long a query waits for the event that `?after=` names, in milliseconds. */
const AFTER_LIMIT = 2_000;

/** The database of basket-api and the read models in it. All of it can be dropped; the log brings it back. */
@Injectable()
export class ReadModels implements OnApplicationShutdown {
  private readonly database: Database;
  readonly baskets: Baskets;
  readonly orders: Orders;
  readonly products: PricedProducts;

  constructor(@Inject(LOGGER) log: Logger, readiness: Readiness) {
    this.database = openDatabase({
      url: readBasketConfig().databaseUrl,
      application: 'basket-api',
      onTrouble: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    this.baskets = new Baskets(new ReadModel(this.database, basketsProjection));
    this.orders = new Orders(new ReadModel(this.database, ordersProjection));
    this.products = new PricedProducts(new ReadModel(this.database, productsProjection));
    readiness.register('database', async () => {
      await this.database.ping();
      return up();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/**
 * Waits until a read model has applied the caller's event.
 * @param eventId what `?after=` says, if anything
 * @throws ProblemError 503 `readModel.behind` when it hasn't in time
 */
export async function caughtUpWith(readModel: ReadModel, eventId: string | undefined): Promise<void> {
  if (eventId === undefined || (await readModel.waitForEvent(eventId, AFTER_LIMIT))) return;
  throw unavailable('readModel.behind', 'The read model has not applied that event yet; try again.');
}
