import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { operations, type Alert } from '@shop/api';
import {
  answer,
  createService,
  currentCorrelationId,
  Handles,
  newGuest,
  testSession,
  type AnswerOf,
  type RequestOf,
  type TestSession,
} from '../index.js';

export const position = { topic: 'basket_events', partition: 0, offset: '7' };
const alert = { alertId: 'a' } as Alert;
/** What the handlers were called with last, and what they are to fail with. */
export const observed: {
  seen: {
    principal?: unknown;
    body?: unknown;
    query?: unknown;
    idempotencyKey?: string;
    correlationId?: string;
    current?: string;
    client?: string;
  };
  trouble?: Error;
} = { seen: {} };

@Controller()
class ShopController {
  @Handles(operations.addItem)
  addItem(request: RequestOf<typeof operations.addItem>): AnswerOf<typeof operations.addItem> {
    observed.seen = { ...request, current: currentCorrelationId() };
    if (observed.trouble) throw observed.trouble;
    return answer(202, { position });
  }

  @Handles(operations.listOrders)
  async listOrders(request: RequestOf<typeof operations.listOrders>): Promise<AnswerOf<typeof operations.listOrders>> {
    observed.seen = { ...request, current: currentCorrelationId() };
    if (observed.trouble) throw observed.trouble;
    return answer(200, { items: [], nextCursor: null });
  }

  @Handles(operations.openBasket)
  openBasket(): AnswerOf<typeof operations.openBasket> {
    return answer(201, { basketId: 'b1' }, { guest: newGuest() });
  }

  @Handles(operations.postReview)
  postReview(request: RequestOf<typeof operations.postReview>): AnswerOf<typeof operations.postReview> {
    return answer(201, { reviewId: request.principal.userId, event: { id: 'e', type: 'ReviewPosted' }, position });
  }

  @Handles(operations.acknowledgeAlert)
  acknowledge(): AnswerOf<typeof operations.acknowledgeAlert> {
    return answer(200, alert);
  }

  @Handles(operations.signOut)
  signOut(): AnswerOf<typeof operations.signOut> {
    return answer(204, undefined, { session: null });
  }
}

@Module({ controllers: [ShopController] })
class ShopModule {}

export let app: NestFastifyApplication;
export let session: TestSession;

/** Starts a service of the handlers above. */
export async function start(): Promise<void> {
  session = await testSession();
  app = await createService({
    name: 'test',
    module: ShopModule,
    env: session.env,
    sessionKeys: session.keys,
    revocations: session.revocations,
  });
}

/** An operation with a body, and a body that it takes. */
export const items = '/api/baskets/b1/items';
export const body = { sku: 'bread', quantity: 2 };

export const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, payload: payload as object, headers });
