import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
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
    await this.models.caughtUpWith(query.after);
    const alert = await this.models.alerts.detail(params.id);
    if (!alert) throw noSuchAlert();
    return answer(200, alert);
  }
}
