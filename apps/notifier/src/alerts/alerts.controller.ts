import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, momentIn, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { ReadModels } from '../read-models.js';
import { noSuchAlert } from './alert-commands.js';

/** Alerts, and one of them with why it was raised. */
@Controller()
export class AlertsController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.listAlerts)
  async list({ query }: RequestOf<typeof operations.listAlerts>): Promise<AnswerOf<typeof operations.listAlerts>> {
    await this.models.caughtUpWith(query.after);
    return answer(200, await this.models.alerts.list({ ...query, limit: query.limit ?? 24 }));
  }

  @Handles(operations.getAlert)
  async get({ params, query }: RequestOf<typeof operations.getAlert>): Promise<AnswerOf<typeof operations.getAlert>> {
    const at = momentIn(query.at);
    await this.models.caughtUpWith(query.after);
    const alert = await this.models.alerts.detail(params.id);
    if (!alert) throw noSuchAlert();
    if (at === undefined) return answer(200, alert);
    const then = await this.models.alerts.detail(params.id, at);
    if (!then) throw notFound('alert.noSuchMoment', 'There was no such event, or no alert at that time.');
    return answer(200, then);
  }
}
