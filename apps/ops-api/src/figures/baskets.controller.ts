import { Controller } from '@nestjs/common';
import { operations, type HistoryEntry } from '@shop/api';
import { basketView, placedOrder } from '@shop/basket-projections';
import { answer, Handles, momentIn, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { ReadModels } from '../read-models.js';

/** How many events are read at a time. */
const PAGE = 100;

/** Any basket or order with its history, for operations. */
@Controller()
export class BasketsController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.inspectBasket)
  async inspectBasket({
    params,
    query,
  }: RequestOf<typeof operations.inspectBasket>): Promise<AnswerOf<typeof operations.inspectBasket>> {
    const at = momentIn(query.at);
    const { baskets } = this.models;
    const now = await baskets.find(params.id);
    if (!now) throw notFound('basket.notFound', 'There is no such basket.');
    const basket = at === undefined ? now : await baskets.findAt(params.id, at);
    if (!basket) throw notFound('basket.noSuchMoment', 'There was no such event, or no basket at that time.');
    const events = await this.historyOf(params.id);
    // The history is read after the basket: what came in between is left out.
    return answer(200, {
      basket: basketView(basket),
      events: events.filter(({ number }) => number <= basket.state.number),
    });
  }

  @Handles(operations.inspectOrder)
  async inspectOrder({
    params,
  }: RequestOf<typeof operations.inspectOrder>): Promise<AnswerOf<typeof operations.inspectOrder>> {
    const order = await placedOrder(this.models.sales, params.id);
    if (!order) throw notFound('order.notFound', 'There is no such order.');
    return answer(200, { ...order, events: await this.historyOf(order.basketId) });
  }

  private async historyOf(basketId: string): Promise<HistoryEntry[]> {
    const events: HistoryEntry[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.models.baskets.history(basketId, { cursor, limit: PAGE });
      events.push(...page.items);
      if (page.nextCursor === null) return events;
      cursor = page.nextCursor;
    }
  }
}
