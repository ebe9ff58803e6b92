import { Injectable } from '@nestjs/common';
import { countAlerts } from '@shop/alert-projections';
import type { Figures } from '@shop/api';
import { salesFigures } from '@shop/basket-projections';
import { shopRating } from '@shop/review-projections';
import { ReadModels } from '../read-models.js';

/** The shop in numbers, put together from three read models. */
@Injectable()
export class FiguresQuery {
  constructor(private readonly models: ReadModels) {}

  /**
   * The figures now; `days` ends with today in UTC.
   * @returns `changesAt`: when they change although nothing happens, because an alert's snooze ends
   */
  async figures(): Promise<{ figures: Figures; changesAt: Date | null }> {
    const [sales, rating, alerts] = await Promise.all([
      salesFigures(this.models.sales, new Date().toISOString().slice(0, 10)),
      shopRating(this.models.ratings),
      countAlerts(this.models.alerts),
    ]);
    const counts = { alertsOpen: alerts.open, alertsUnresolved: alerts.unresolved, alertsSnoozed: alerts.snoozed };
    return { figures: { ...sales, ...rating, ...counts }, changesAt: alerts.nextReturn };
  }
}
