import { randomUUID } from 'node:crypto';
import { cloudEvent, eventRecord, type NewRecord } from '@shop/log-core';
import { randomOf } from './figures.ts';

const SKUS = ['bread', 'baked-beans', 'tinned-spaghetti', 'bananas', 'tea'];
const STATUSES = ['Bronze', 'Silver', 'Gold', 'Platinum'];
const TIME = '2026-11-27T09:30:00.000Z';

interface Line {
  readonly sku: string;
  readonly name: string;
  quantity: number;
  readonly unitPrice: { readonly amount: number; readonly currency: string };
}

interface OpenBasket {
  readonly id: string;
  number: number;
  readonly lines: Line[];
}

/**
 * Makes up what happens in a shop, with all that a fold has to get right: put-backs of what isn't there, too many of a
 * product, checkouts decided on an old state, second checkouts, later reviews that replace earlier ones, rows that
 * change and go. The same seed tells the same story, but for the ids.
 */
export class Story {
  private readonly random: () => number;
  private readonly baskets: OpenBasket[] = [];
  private readonly run = randomUUID().slice(0, 8);
  private told = 0;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  /** The next records of baskets and orders. */
  shopping(count: number): NewRecord[] {
    const records: NewRecord[] = [];
    while (records.length < count) records.push(...this.step());
    return records;
  }

  /** The next events of baskets alone, for a shop that places its orders itself. */
  basketEvents(count: number): NewRecord[] {
    const events: NewRecord[] = [];
    while (events.length < count) events.push(...this.step().filter(({ topic }) => topic === 'basket_events'));
    return events.slice(0, count);
  }

  /** The next records of clean reviews. */
  reviewing(count: number): NewRecord[] {
    return Array.from({ length: count }, () => {
      const userId = `${this.run}-user-${this.below(40)}`;
      const sku = this.one(SKUS);
      const reviewId = this.name('review');
      const data = { reviewId, sku, productName: sku, userId, rating: 1 + this.below(5), text: `Review ${reviewId}` };
      return eventRecord('reviews_clean', this.event('ReviewPosted', reviewId, data), userId);
    });
  }

  /** The next rows of change data capture: of users and products, now and then a tombstone. */
  changing(count: number): NewRecord[] {
    return Array.from({ length: count }, () => {
      const gone = this.below(8) === 0;
      const of = this.below(2) === 0 ? 'user' : 'product';
      const key = `${this.run}-${of}-${this.below(30)}`;
      const changed = this.name('Change');
      const row =
        of === 'user'
          ? {
              userId: key,
              name: changed,
              email: `${key}@example.com`,
              loyaltyStatus: this.one(STATUSES),
              updatedAt: TIME,
            }
          : {
              ...{ sku: key, name: changed, department: 'Larder', description: '', picture: null, updatedAt: TIME },
              ...{ priceAmount: this.below(500), priceCurrency: 'GBP' },
            };
      return { topic: `${of}s`, key, value: gone ? null : JSON.stringify(row) };
    });
  }

  private step(): NewRecord[] {
    if (this.baskets.length < 20) return [this.opened()];
    const at = this.below(this.baskets.length);
    const basket = this.baskets[at];
    if (!basket) return [];
    const dice = this.below(20);
    if (dice < 11) return [this.put(basket)];
    if (dice < 16) return [this.takenOut(basket)];
    if (dice < 18 && basket.lines.length > 0) {
      this.baskets.splice(at, 1);
      return this.checkedOut(basket);
    }
    // Decided on a state that has passed: it has to be ignored.
    return basket.lines.length > 0
      ? [this.checkout(basket, basket.number - 1, this.name('order'))]
      : [this.put(basket)];
  }

  private opened(): NewRecord {
    const id = this.name('basket');
    this.baskets.push({ id, number: 0, lines: [] });
    return this.of(id, 'BasketOpened', { owner: `${this.run}-user-${this.below(40)}` });
  }

  private put(basket: OpenBasket): NewRecord {
    const sku = this.one(SKUS);
    const [quantity, unitPrice] = [1 + this.below(40), { amount: 10 + SKUS.indexOf(sku), currency: 'GBP' }];
    const line = basket.lines.find((each) => each.sku === sku);
    basket.number++;
    if ((line?.quantity ?? 0) + quantity <= 99) {
      if (line) line.quantity += quantity;
      else basket.lines.push({ sku, name: sku, quantity, unitPrice });
    }
    return this.of(basket.id, 'ItemAdd', { sku, name: sku, quantity, unitPrice });
  }

  private takenOut(basket: OpenBasket): NewRecord {
    const [sku, quantity] = [this.one(SKUS), 1 + this.below(30)];
    const at = basket.lines.findIndex((each) => each.sku === sku);
    const line = basket.lines[at];
    basket.number++;
    if (line && line.quantity > quantity) line.quantity -= quantity;
    else if (line) basket.lines.splice(at, 1);
    return this.of(basket.id, 'ItemRemove', { sku, quantity });
  }

  private checkedOut(basket: OpenBasket): NewRecord[] {
    const orderId = this.name('order');
    const checkout = this.checkout(basket, basket.number, orderId);
    const { lines, total } = this.stated(basket);
    const placed = { orderId, basketId: basket.id, owner: `${this.run}-user`, lines, total, placedAt: TIME };
    const contact = { orderId, name: orderId, email: `${orderId}@example.com`, address: ADDRESS };
    return [
      { topic: 'order_contacts', key: orderId, value: JSON.stringify(contact) },
      checkout,
      eventRecord('orders', this.event('OrderPlaced', orderId, placed)),
      // After the checkout nothing more takes effect.
      this.checkout(basket, basket.number, this.name('order')),
    ];
  }

  private checkout(basket: OpenBasket, basis: number, orderId: string): NewRecord {
    basket.number++;
    return this.of(basket.id, 'BasketCheckedOut', { orderId, basis: Math.max(0, basis), ...this.stated(basket) });
  }

  private stated({ lines }: OpenBasket) {
    const all = lines.map((line) => ({
      ...line,
      lineTotal: { amount: line.quantity * line.unitPrice.amount, currency: 'GBP' },
    }));
    const amount = all.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0);
    return { lines: all, total: { amount, currency: 'GBP' } };
  }

  private of(basketId: string, type: string, data: object): NewRecord {
    return eventRecord('basket_events', this.event(type, basketId, data));
  }

  private event(type: string, subject: string, data: object) {
    const context = { id: randomUUID(), source: '/faults', time: TIME, correlationid: this.run, actor: this.run };
    return cloudEvent(type, subject, data, { ...context, lineage: 'reviews/0/0' });
  }

  private name(of: string): string {
    return `${this.run}-${of}-${this.told++}`;
  }

  private one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}

const ADDRESS = { line1: '1 Mill Lane', city: 'Bath', postcode: 'BA1 1AA', country: 'United Kingdom' };
