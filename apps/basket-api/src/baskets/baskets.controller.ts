import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { basketView } from '@shop/basket-projections';
import { answer, Handles, identify, momentIn, newGuest, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { BasketCommands, beforeOpening, changed } from '../commands/basket-commands.js';
import { basketIdOf } from '../commands/command-identity.js';
import { noSuchBasket } from '../commands/refusals.js';
import { caughtUpWith, ReadModels } from '../read-models.js';

type Request<K extends keyof typeof operations> = RequestOf<(typeof operations)[K]>;
type Answers<K extends keyof typeof operations> = Promise<AnswerOf<(typeof operations)[K]>>;

/** Opening, claiming and looking at baskets. */
@Controller()
export class BasketsController {
  constructor(
    private readonly commands: BasketCommands,
    private readonly models: ReadModels,
  ) {}

  @Handles(operations.openBasket)
  async open({ principal, idempotencyKey, correlationId }: Request<'openBasket'>): Answers<'openBasket'> {
    const guest = principal.kind === 'nobody' ? newGuest() : undefined;
    const owner = guest?.owner ?? principal.owner!;
    const identity = identify({ owner, path: '/api/baskets', idempotencyKey, content: null });
    const basketId = basketIdOf(identity.eventId);
    const headers = { location: `/api/baskets/${basketId}` };
    if (await this.commands.repeated(identity)) return answer(201, { basketId }, { headers });
    const commanded = await this.commands.execute({
      basketId,
      identity,
      actor: owner,
      correlationId,
      command: { type: 'OpenBasket', owner },
      state: beforeOpening,
    });
    if ('pending' in commanded) return answer(202, { position: commanded.pending }, { guest, headers });
    return answer(201, { basketId }, { guest, headers });
  }

  @Handles(operations.claimBasket)
  async claim({ params, principal, idempotencyKey, correlationId }: Request<'claimBasket'>): Answers<'claimBasket'> {
    const { owner, owners, userId } = principal;
    const path = `/api/baskets/${params.id}/claim`;
    const identity = identify({ owner, path, idempotencyKey, content: null });
    const state = await this.commands.basketOf(params.id, owners);
    const before = await this.commands.repeated(identity);
    if (before) return answer(200, changed(before));
    const command = { type: 'ClaimBasket', userId } as const;
    const commanded = await this.commands.execute({
      basketId: params.id,
      identity,
      actor: owner,
      correlationId,
      command,
      state,
    });
    if ('pending' in commanded) return answer(202, { position: commanded.pending });
    return answer(200, changed(commanded.outcome));
  }

  @Handles(operations.currentBasket)
  async current({ query, principal }: Request<'currentBasket'>): Answers<'currentBasket'> {
    await caughtUpWith(this.models.baskets.readModel, query.after);
    const basket = await this.models.baskets.current(principal.owners);
    if (!basket) throw notFound('basket.none', 'You have no open basket.');
    return answer(200, basketView(basket));
  }

  @Handles(operations.getBasket)
  async get({ params, query, principal }: Request<'getBasket'>): Answers<'getBasket'> {
    const { baskets } = this.models;
    const at = momentIn(query.at);
    await caughtUpWith(baskets.readModel, query.after);
    const basket = await baskets.find(params.id);
    if (!basket || !principal.owners.includes(basket.state.owner)) throw noSuchBasket();
    if (at === undefined) return answer(200, basketView(basket));
    const then = await baskets.findAt(params.id, at);
    if (!then) throw notFound('basket.noSuchMoment', 'There was no such event, or no basket at that time.');
    return answer(200, basketView(then));
  }

  @Handles(operations.basketEvents)
  async events({ params, query, principal }: Request<'basketEvents'>): Answers<'basketEvents'> {
    await caughtUpWith(this.models.baskets.readModel, query.after);
    await this.commands.basketOf(params.id, principal.owners);
    return answer(200, await this.models.baskets.history(params.id, query));
  }
}
