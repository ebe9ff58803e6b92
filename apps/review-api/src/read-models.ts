import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, Readiness, unavailable, up, type Logger } from '@shop/http';
import { openDatabase, ReadModel, type Database } from '@shop/log-postgres';
import { authorsProjection, productsProjection, reviewsProjection } from '@shop/review-projections';
import { readReviewConfig } from './config.js';

/** How long a query waits for the event that `?after=` names, in milliseconds. */
const AFTER_LIMIT = 2_000;

/** The database of review-api and the read models in it. All of it can be dropped; the log brings it back. */
@Injectable()
export class ReadModels implements OnApplicationShutdown {
  private readonly database: Database;
  readonly reviews: ReadModel;
  readonly authors: ReadModel;
  readonly products: ReadModel;

  constructor(@Inject(LOGGER) log: Logger, readiness: Readiness) {
    this.database = openDatabase({
      url: readReviewConfig().databaseUrl,
      application: 'review-api',
      onTrouble: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    this.reviews = new ReadModel(this.database, reviewsProjection);
    this.authors = new ReadModel(this.database, authorsProjection);
    this.products = new ReadModel(this.database, productsProjection);
    readiness.register('database', async () => {
      await this.database.ping();
      return up();
    });
  }

  /**
   * Waits until the reviews have the caller's event.
   * @param eventId what `?after=` says, if anything
   * @throws ProblemError 503 `readModel.behind` when they haven't in time
   */
  async caughtUpWith(eventId: string | undefined): Promise<void> {
    if (eventId === undefined || (await this.reviews.waitForEvent(eventId, AFTER_LIMIT))) return;
    throw unavailable('readModel.behind', 'The read model has not applied that event yet; try again.');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
