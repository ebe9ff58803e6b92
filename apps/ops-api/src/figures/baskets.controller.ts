import { Controller } from '@nestjs/common';
import { operations, type HistoryEntry } from '@shop/api';
import { basketView } from '@shop/basket-projections';
import { answer, Handles, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { ReadModels } from '../read-models.js';

/** How many events are read at a time. */
const PAGE = 100;

/** Any basket with its history, for operations. */
@Controller()
export class BasketsController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.inspectBasket)
  async inspect({
    params,
  }: RequestOf<typeof operations.inspectBasket>): Promise<AnswerOf<typeof operations.inspectBasket>> {
    const { baskets } = this.models;
    const basket = await baskets.find(params.id);
    if (!basket) throw notFound('basket.notFound', 'There is no such basket.');
    const events: HistoryEntry[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await baskets.history(params.id, { cursor, limit: PAGE });
      events.push(...page.items);
      if (page.nextCursor === null) return answer(200, { basket: basketView(basket), events });
      cursor = page.nextCursor;
    }
  }
}
