import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, notFound, unavailable, type AnswerOf, type RequestOf } from '@shop/http';
import { caughtUpWith, ReadModels } from '../read-models.js';

/** Looking at one's orders: a user's, and a guest's by the cookie. */
@Controller()
export class OrdersController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.listOrders)
  async list({
    query,
    principal,
  }: RequestOf<typeof operations.listOrders>): Promise<AnswerOf<typeof operations.listOrders>> {
    const { orders } = this.models;
    await caughtUpWith(orders.readModel, query.after);
    return answer(200, await orders.list(principal.owners, query));
  }

  @Handles(operations.getOrder)
  async get({
    params,
    query,
    principal,
  }: RequestOf<typeof operations.getOrder>): Promise<AnswerOf<typeof operations.getOrder>> {
    const { orders, baskets } = this.models;
    await caughtUpWith(orders.readModel, query.after);
    const order = await orders.find(params.orderId, principal.owners);
    if (order) return answer(200, order);
    // The caller's own checkout says that the order will come: it isn't missing, it is late.
    const basket = await baskets.ofOrder(params.orderId);
    if (basket && principal.owners.includes(basket.state.owner))
      throw unavailable('readModel.behind', 'The order is about to be placed; try again.');
    throw notFound('order.notFound', 'There is no such order.');
  }
}
