import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, mayAskAbout, type AnswerOf, type RequestOf } from '@shop/http';
import { ReadModels } from '../read-models.js';
import { heldStep } from './held-steps.js';

/** What notifier holds about a person. */
@Controller()
export class HeldController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.exportAlerts)
  async alerts({
    params: { userId },
    principal,
  }: RequestOf<typeof operations.exportAlerts>): Promise<AnswerOf<typeof operations.exportAlerts>> {
    mayAskAbout(userId, principal);
    const { alerts } = this.models;
    const found = await Promise.all((await alerts.idsAbout(userId)).map((alertId) => alerts.detail(alertId)));
    return answer(200, {
      alerts: found.flatMap((alert) => {
        if (!alert) return [];
        const { alertId, status, sku, productName, rating, text, raisedAt, events } = alert;
        return [{ alertId, status, sku, productName, rating, text, raisedAt, events: events.map(heldStep) }];
      }),
    });
  }
}
