import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf, identify } from '@shop/http';
import { BasketCommands, changed } from '../commands/basket-commands.js';
import { ProductsCopy } from '../commands/products-copy.js';

type Request<K extends keyof typeof operations> = RequestOf<(typeof operations)[K]>;
type Answers<K extends keyof typeof operations> = Promise<AnswerOf<(typeof operations)[K]>>;

/** Putting in and putting back. */
@Controller()
export class ItemsController {
  constructor(
    private readonly commands: BasketCommands,
    private readonly products: ProductsCopy,
  ) {}

  @Handles(operations.addItem)
  async add({ params, body, principal, idempotencyKey, correlationId }: Request<'addItem'>): Answers<'addItem'> {
    const state = await this.commands.basketOf(params.id, principal.owners);
    const actor = principal.owner ?? state.owner;
    const path = `/api/baskets/${params.id}/items`;
    const identity = identify({ owner: actor, path, idempotencyKey, content: [body.sku, body.quantity] });
    const before = await this.commands.repeated(identity);
    if (before) return answer(201, changed(before));
    const { sku, name, price } = await this.products.find(body.sku);
    const commanded = await this.commands.execute({
      basketId: params.id,
      identity,
      actor,
      correlationId,
      command: { type: 'AddItem', sku, name, quantity: body.quantity, unitPrice: price },
      state,
    });
    if ('pending' in commanded) return answer(202, { position: commanded.pending });
    return answer(201, changed(commanded.outcome));
  }

  @Handles(operations.removeItem)
  async remove({
    params,
    query,
    principal,
    idempotencyKey,
    correlationId,
  }: Request<'removeItem'>): Answers<'removeItem'> {
    const state = await this.commands.basketOf(params.id, principal.owners);
    const actor = principal.owner ?? state.owner;
    const { sku } = params;
    const { quantity } = query;
    const path = `/api/baskets/${params.id}/items/${sku}`;
    const identity = identify({ owner: actor, path, idempotencyKey, content: [quantity ?? null] });
    const before = await this.commands.repeated(identity);
    if (before) return answer(201, changed(before));
    const commanded = await this.commands.execute({
      basketId: params.id,
      identity,
      actor,
      correlationId,
      command: { type: 'RemoveItem', sku, ...(quantity !== undefined && { quantity }) },
      state,
    });
    if ('pending' in commanded) return answer(202, { position: commanded.pending });
    return answer(201, changed(commanded.outcome));
  }
}
