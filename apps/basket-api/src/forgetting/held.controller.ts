import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, mayAskAbout, type AnswerOf, type RequestOf } from '@shop/http';
import { ReadModels } from '../read-models.js';

/** What basket-api holds about a person. */
@Controller()
export class HeldController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.exportShopping)
  async shopping({
    params: { userId },
    principal,
  }: RequestOf<typeof operations.exportShopping>): Promise<AnswerOf<typeof operations.exportShopping>> {
    mayAskAbout(userId, principal);
    const { baskets, orders } = this.models;
    const [held, ordered] = await Promise.all([baskets.heldOf(userId), orders.heldOf(userId)]);
    return answer(200, { baskets: held, ...ordered });
  }
}
