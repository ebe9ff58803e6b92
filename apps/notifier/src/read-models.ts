import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Alerts, alertsProjection, customersProjection, notesProjection } from '@shop/alert-projections';
import { LOGGER, Readiness, unavailable, up, type Logger } from '@shop/http';
import { openDatabase, ReadModel, type Database } from '@shop/log-postgres';
import { readNotifierConfig } from './config.js';

/** How long a query waits for the event that `?after=` names, in milliseconds. */
const AFTER_LIMIT = 2_000;

/** The database of notifier and the read models in it. All of it can be dropped; the log brings it back. */
@Injectable()
export class ReadModels implements OnApplicationShutdown {
  private readonly database: Database;
  readonly alertsModel: ReadModel;
  readonly customersModel: ReadModel;
  readonly notesModel: ReadModel;
  /** Alerts with the names of the people in them. */
  readonly alerts: Alerts;

  constructor(@Inject(LOGGER) log: Logger, readiness: Readiness) {
    this.database = openDatabase({
      url: readNotifierConfig().databaseUrl,
      application: 'notifier',
      onTrouble: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    this.alertsModel = new ReadModel(this.database, alertsProjection);
    this.customersModel = new ReadModel(this.database, customersProjection);
    this.notesModel = new ReadModel(this.database, notesProjection);
    this.alerts = new Alerts(this.alertsModel, this.customersModel, this.notesModel);
    readiness.register('database', async () => {
      await this.database.ping();
      return up();
    });
  }

  /**
   * Waits until the alerts have applied the caller's event.
   * @param eventId what `?after=` says, if anything
   * @throws ProblemError 503 `readModel.behind` when they haven't in time
   */
  async caughtUpWith(eventId: string | undefined): Promise<void> {
    if (eventId === undefined || (await this.alertsModel.waitForEvent(eventId, AFTER_LIMIT))) return;
    throw unavailable('readModel.behind', 'The read model has not applied that event yet; try again.');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
