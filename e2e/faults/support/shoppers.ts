import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { TextRecord } from '../../src/support/log.ts';
import { foldBaskets } from '../oracle/baskets.ts';
import { Counts, Times } from './figures.ts';

const SKUS = ['bread', 'baked-beans', 'tinned-spaghetti', 'bananas'];
const ADDRESS = { line1: '1 Mill Lane', city: 'Bath', postcode: 'BA1 1AA', country: 'United Kingdom' };

/** A command that was answered 201. */
interface Acknowledged {
  readonly basketId: string;
  readonly key: string;
  /** The id of its event, when the answer told it. */
  readonly eventId: string | undefined;
  readonly checkout: boolean;
}

/**
 * Guests who shop over HTTP until they are told to stop. Each command has an Idempotency-Key and is repeated with it
 * until its outcome is known, as a client does whose connection broke or who was answered 202: whoever checks out
 * before that is told that the basket has changed.
 */
export class Shoppers {
  readonly answers = new Counts();
  /** How long each answer took, acknowledged or not. */
  readonly times = new Times();
  /** How long each 503 took. */
  readonly refusals = new Times();
  readonly acknowledged: Acknowledged[] = [];
  private readonly url: string;
  private shopping: Promise<unknown> = Promise.resolve();
  private on = true;

  /** @param url the shop's address */
  constructor(url: string) {
    this.url = url;
  }

  /** So many guests begin, each with one command after the other. */
  start(guests: number): this {
    this.shopping = Promise.all(Array.from({ length: guests }, () => this.guest()));
    this.shopping.catch(() => undefined);
    return this;
  }

  /** Everybody finishes the basket in hand, and goes. */
  async stop(): Promise<void> {
    this.on = false;
    await this.shopping;
  }

  /** How many effects there are to all those keys, by a naive fold of the log. @throws Error unless it is one to each */
  oneEffectPerKey(records: readonly TextRecord[]): string {
    const own = new Set(this.acknowledged.map(({ basketId }) => basketId));
    const raw = records.filter(({ key }) => own.has(key ?? ''));
    const { steps } = foldBaskets({ basket_events: raw });
    const effects = new Counts();
    for (const { event, ignored } of steps)
      if (!ignored && event.type !== 'BasketOpened') effects.add(`${event.key} ${event.type === 'BasketCheckedOut'}`);
    const keys = new Counts();
    for (const { basketId, checkout } of this.acknowledged) keys.add(`${basketId} ${checkout}`);
    for (const { basketId, checkout } of this.acknowledged) {
      const what = `${basketId} ${checkout}`;
      if (keys.of(what) !== effects.of(what))
        throw new Error(`${keys.of(what)} keys had ${effects.of(what)} effects in ${what}.`);
    }
    const known = new Set(steps.map(({ event }) => event.id));
    const lost = this.acknowledged.filter(({ eventId }) => eventId !== undefined && !known.has(eventId));
    if (lost.length > 0) throw new Error(`${lost.length} acknowledged events are not in the log.`);
    return `${this.acknowledged.length} keys acknowledged, one effect each, ${raw.length - steps.length} appended twice and applied once`;
  }

  private async guest(): Promise<void> {
    let cookie = '';
    while (this.on) {
      const opened = await this.insist('POST', '/api/baskets', cookie);
      cookie = opened.cookie || cookie;
      const path = opened.location;
      const basketId = path.split('/').at(-1) ?? '';
      for (let n = 0; n < 8 && this.on; n++)
        await this.command(basketId, `${path}/items`, cookie, { sku: SKUS[n % SKUS.length], quantity: 1 });
      if (!this.on) return;
      const contact = { name: 'Gail Guest', email: `${randomUUID()}@example.com`, address: ADDRESS };
      await this.command(basketId, `${path}/checkout`, cookie, contact, true);
    }
  }

  private async command(basketId: string, path: string, cookie: string, body: object, checkout = false): Promise<void> {
    const key = randomUUID();
    const { eventId } = await this.insist('POST', path, cookie, body, key);
    this.acknowledged.push({ basketId, key, eventId, checkout });
  }

  /** @throws Error when the answer is neither an acknowledgement nor a reason to try again */
  private async insist(method: string, path: string, cookie: string, body?: object, key: string = randomUUID()) {
    for (;;) {
      const began = performance.now();
      const answer = await fetch(this.url + path, {
        method,
        headers: { cookie, 'idempotency-key': key, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      }).catch(() => undefined);
      const text = await answer?.text().catch(() => undefined);
      const took = performance.now() - began;
      const status = text === undefined ? 'broken off' : String(answer?.status);
      this.answers.add(status);
      this.times.add(took);
      if (status === '503') this.refusals.add(took);
      if (text !== undefined && answer?.status === 201) {
        const location = answer.headers.get('location') ?? '';
        const set = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
        return { location, cookie: set.join('; '), eventId: JSON.parse(text).event?.id as string | undefined };
      }
      // Not 404: a basket whose opening was acknowledged is there, whoever answers and whatever was killed.
      const passes = answer === undefined || text === undefined || [202, 429, 503].includes(answer.status);
      if (!passes) throw new Error(`${method} ${path} answered ${status}: ${text}`);
      await setTimeout(100);
    }
  }
}
