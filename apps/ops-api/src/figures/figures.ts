import { Injectable } from '@nestjs/common';
import { countOpenAlerts } from '@shop/alert-projections';
import type { Figures } from '@shop/api';
import { salesFigures } from '@shop/basket-projections';
import { shopRating } from '@shop/review-projections';
import { ReadModels } from '../read-models.js';

/** The shop in numbers, put together from three read models. */
@Injectable()
export class FiguresQuery {
  constructor(private readonly models: ReadModels) {}

  /** The figures now; `days` ends with today in UTC. */
  async figures(): Promise<Figures> {
    const [sales, rating, alertsOpen] = await Promise.all([
      salesFigures(this.models.sales, new Date().toISOString().slice(0, 10)),
      shopRating(this.models.ratings),
      countOpenAlerts(this.models.openAlerts),
    ]);
    return { ...sales, ...rating, alertsOpen };
  }
}
