import { computed, inject, Injectable, signal } from '@angular/core';
import type { Basket, BasketChanged, CheckedOut, Checkout, Problem } from '@shop/api';
import { problemOf } from '@shop/design-system';
import type { Position } from '@shop/topics';
import { v4 as uuid } from 'uuid';
import { BasketCommands, type Outcome } from './basket-commands.js';

/** How long to wait before looking whether a recorded command has been applied, attempt by attempt, in milliseconds. */
const LOOK_AGAIN = [800, 1500, 3000, 5000, 8000];

/**
 * The basket of whoever uses this browser. Opened by the first thing that is put in. Commands go out one after the
 * other, in the order of the clicks, because their order in the log is the story that is told afterwards.
 */
@Injectable({ providedIn: 'root' })
export class BasketStore {
  readonly #commands = inject(BasketCommands);
  readonly #basket = signal<Basket | null | undefined>(undefined);
  readonly #lastEvent = signal<string | undefined>(undefined);
  readonly #pending = signal(0);
  readonly #pendingSkus = signal<readonly string[]>([]);
  readonly #recorded = signal<Position | undefined>(undefined);
  readonly #problem = signal<Problem | undefined>(undefined);
  #queue: Promise<unknown> = Promise.resolve();

  /** Null when there is none; undefined before the first answer. */
  readonly basket = this.#basket.asReadonly();
  /** The id of the last event that a command of ours led to: queries wait for it. */
  readonly lastEvent = this.#lastEvent.asReadonly();
  /** Whether commands are under way. */
  readonly busy = computed(() => this.#pending() > 0);
  /** Products of which more is being put in or taken out just now: the answer isn't there yet. */
  readonly pending = computed<ReadonlySet<string>>(() => new Set(this.#pendingSkus()));
  /** Where a command stands in the log whose outcome isn't known yet. */
  readonly recorded = this.#recorded.asReadonly();
  /** What loading the basket failed with. */
  readonly problem = this.#problem.asReadonly();
  /** Units of each product by sku. */
  readonly quantities = computed<ReadonlyMap<string, number>>(
    () => new Map((this.#basket()?.lines ?? []).map(({ sku, quantity }) => [sku, quantity])),
  );
  /** Units in all. */
  readonly units = computed(() => [...this.quantities().values()].reduce((sum, quantity) => sum + quantity, 0));

  /** Asks for the caller's basket, after the last event of ours. */
  async load(): Promise<void> {
    try {
      this.#basket.set(await this.#commands.current(this.#lastEvent()));
      this.#problem.set(undefined);
    } catch (error) {
      this.#problem.set(problemOf(error));
    }
  }

  /** Forgets the basket and asks again: somebody else may be sitting here now. */
  async startOver(): Promise<void> {
    this.#basket.set(undefined);
    this.#lastEvent.set(undefined);
    this.#recorded.set(undefined);
    await this.load();
  }

  /**
   * Puts a product in, opening a basket if there is none.
   * @param key the same for a repetition of the same click
   */
  add(sku: string, quantity = 1, key = uuid()): Promise<Outcome<BasketChanged>> {
    return this.#inTurnFor(sku, async () => {
      const basketId = await this.#openBasketId();
      if (typeof basketId !== 'string') return basketId;
      const outcome = await this.#commands.add(basketId, sku, quantity, key);
      if (outcome.kind !== 'failed' || !isGone(outcome.problem)) return this.#take(outcome);
      // Checked out or lost meanwhile, perhaps in another tab: this click begins a new basket.
      this.#basket.set(null);
      const fresh = await this.#openBasketId();
      if (typeof fresh !== 'string') return fresh;
      return this.#take(await this.#commands.add(fresh, sku, quantity, uuid()));
    });
  }

  /** Puts so many of a product back; all of it without `quantity`. */
  remove(sku: string, quantity?: number, key = uuid()): Promise<Outcome<BasketChanged>> {
    return this.#inTurnFor(sku, async () => {
      const basketId = this.#basket()?.basketId;
      if (!basketId) return failed('basket.absent', 'There is no basket');
      return this.#take(await this.#commands.remove(basketId, sku, quantity, key));
    });
  }

  /** Makes the guest's basket that of the user who has just signed in, then asks for the user's basket. */
  async claim(): Promise<void> {
    const basket = this.#basket();
    if (basket?.status === 'open') {
      await this.#inTurn(async () => this.#take(await this.#commands.claim(basket.basketId)));
    }
    await this.load();
  }

  /** Checks out. When it came through, the basket is history, and the next click begins a new one. */
  checkOut(checkout: Checkout, key = uuid()): Promise<Outcome<CheckedOut>> {
    return this.#inTurn(async () => {
      const basketId = this.#basket()?.basketId;
      if (!basketId) return failed('basket.absent', 'There is no basket');
      const outcome = await this.#commands.checkOut(basketId, checkout, key);
      if (outcome.kind === 'applied') this.#basket.set(null);
      return outcome;
    });
  }

  /** From the click on, the product counts as pending; a command that waits for its turn, too. */
  #inTurnFor<T>(sku: string, command: () => Promise<T>): Promise<T> {
    this.#pendingSkus.update((skus) => [...skus, sku]);
    return this.#inTurn(command).finally(() =>
      this.#pendingSkus.update((skus) => skus.filter((_, index) => index !== skus.indexOf(sku))),
    );
  }

  #inTurn<T>(command: () => Promise<T>): Promise<T> {
    this.#pending.update((count) => count + 1);
    const done = this.#queue.then(command).finally(() => this.#pending.update((count) => count - 1));
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #openBasketId(): Promise<string | Exclude<Outcome<never>, { kind: 'applied' }>> {
    if (this.#basket() === undefined) await this.load();
    const basket = this.#basket();
    if (basket?.status === 'open') return basket.basketId;
    const key = uuid();
    for (const wait of LOOK_AGAIN) {
      const outcome = await this.#commands.open(key);
      if (outcome.kind === 'applied') return outcome.value.basketId;
      if (outcome.kind === 'failed') return outcome;
      // Recorded, but the answer couldn't name the basket yet: the same key asks for the same one.
      await passed(wait);
    }
    return failed('readModel.behind', 'Your basket is being opened');
  }

  #take(outcome: Outcome<BasketChanged>): Outcome<BasketChanged> {
    if (outcome.kind === 'applied') {
      this.#basket.set(outcome.value.basket);
      this.#lastEvent.set(outcome.value.event.id);
      this.#recorded.set(undefined);
    }
    if (outcome.kind === 'recorded') {
      this.#recorded.set(outcome.position);
      void this.#lookAgain(outcome.position);
    }
    return outcome;
  }

  /** A 202 names no event to wait for: looks at the basket again until it stands behind the position. */
  async #lookAgain(position: Position): Promise<void> {
    for (const wait of LOOK_AGAIN) {
      await passed(wait);
      if (this.#recorded() !== position) return;
      await this.load();
      const reached = this.#basket()?.position;
      if (reached && BigInt(reached.offset) >= BigInt(position.offset)) return this.#recorded.set(undefined);
    }
  }
}

/** Whether a basket takes nothing any more. */
function isGone({ status, code }: Problem): boolean {
  return code === 'basket.checkedOut' || code === 'basket.notOpen' || (status === 404 && code.startsWith('basket'));
}

function failed(code: string, title: string): { kind: 'failed'; problem: Problem } {
  return { kind: 'failed', problem: { type: 'about:blank', title, status: 503, detail: `${title}.`, code } };
}

const passed = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
