import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { basketDecider } from './basket.decider.js';
import type { BasketCommand } from './basket.commands.js';
import type { BasketEvent } from './basket.events.js';
import { foldBasket, historyOf } from './basket.history.js';
import { absentBasket, totalOf } from './basket.state.js';

const skus = fc.constantFrom('bread', 'baked-beans', 'tinned-spaghetti');
const price = fc.record({ amount: fc.integer({ min: 0, max: 5_000 }), currency: fc.constantFrom('GBP', 'GBP', 'EUR') });
const quantity = fc.integer({ min: 1, max: 60 });
const owner = fc.constantFrom('user-1', 'b'.repeat(64));

const command: fc.Arbitrary<BasketCommand> = fc.oneof(
  fc.record({ type: fc.constant('OpenBasket' as const), owner }),
  fc.record({ type: fc.constant('ClaimBasket' as const), userId: fc.constantFrom('user-1', 'user-2') }),
  fc.record({ type: fc.constant('AddItem' as const), sku: skus, name: fc.string(), quantity, unitPrice: price }),
  fc.record({ type: fc.constant('RemoveItem' as const), sku: skus, quantity: fc.option(quantity, { nil: undefined }) }),
  fc.record({ type: fc.constant('CheckOut' as const), orderId: fc.constantFrom('order-1', 'order-2') }),
);
const line = fc.record({ sku: skus, name: fc.string(), quantity, unitPrice: price, lineTotal: price });
const event: fc.Arbitrary<BasketEvent> = fc.oneof(
  fc.record({ type: fc.constant('BasketOpened' as const), data: fc.record({ owner }) }),
  fc.record({ type: fc.constant('BasketClaimed' as const), data: fc.record({ userId: fc.constant('user-1') }) }),
  fc.record({
    type: fc.constant('ItemAdd' as const),
    data: fc.record({ sku: skus, name: fc.string(), quantity, unitPrice: price }),
  }),
  fc.record({ type: fc.constant('ItemRemove' as const), data: fc.record({ sku: skus, quantity }) }),
  fc.record({
    type: fc.constant('BasketCheckedOut' as const),
    data: fc.record({ orderId: fc.constant('order-1'), basis: fc.nat(9), lines: fc.array(line), total: price }),
  }),
);

/**
 * A second, naive fold, written from the text of the design alone: a mutable map, no shared code.
 */
function naive(events: readonly BasketEvent[], before = 0) {
  const basket = new Map<string, { quantity: number; amount: number; currency: string }>();
  let [open, closed, owner] = [false, false, ''];
  events.forEach((event, index) => {
    // Events of before the basket was opened changed nothing, but they are counted.
    const number = before + index;
    if (event.type === 'BasketOpened') {
      if (!open) [open, owner] = [true, event.data.owner];
      return;
    }
    if (!open || closed) return;
    if (event.type === 'BasketClaimed' && owner.length === 64) owner = event.data.userId;
    if (event.type === 'ItemAdd') {
      const { sku, unitPrice } = event.data;
      if (number >= 10_000) return;
      const there = basket.get(sku)?.quantity ?? 0;
      const currencies = new Set([...basket.values()].map(({ currency }) => currency).concat(unitPrice.currency));
      if (currencies.size > 1 || there + event.data.quantity > 99) return;
      basket.set(sku, { quantity: there + event.data.quantity, ...unitPrice });
    }
    if (event.type === 'ItemRemove') {
      const there = basket.get(event.data.sku);
      if (!there || number >= 10_000) return;
      there.quantity -= event.data.quantity;
      if (there.quantity <= 0) basket.delete(event.data.sku);
    }
    if (event.type === 'BasketCheckedOut') {
      const { basis, lines, total } = event.data;
      const sum = [...basket.values()].reduce((all, { quantity, amount }) => all + quantity * amount, 0);
      const same =
        lines.length === basket.size &&
        lines.every(({ sku, quantity, unitPrice }) => {
          const there = basket.get(sku);
          return there?.quantity === quantity && there.amount === unitPrice.amount;
        });
      if (basis === number - 1 && basket.size > 0 && same && total.amount === sum) closed = true;
    }
  });
  return { status: closed ? 'checkedOut' : open ? 'open' : 'absent', owner, basket: Object.fromEntries(basket) };
}

function outcome(events: readonly BasketEvent[], before = 0) {
  const { status, owner, lines } = foldBasket(events, { ...absentBasket, number: before - 1 });
  const basket = lines.map(({ sku, quantity, unitPrice }) => [sku, { quantity, ...unitPrice }] as const);
  return { status, owner, basket: Object.fromEntries(basket) };
}

/** Events as commands cause them, one after the other. */
function decided(commands: readonly BasketCommand[]): BasketEvent[] {
  const events: BasketEvent[] = [];
  for (const each of commands) {
    const decision = basketDecider.decide(each, foldBasket(events));
    if ('events' in decision) events.push(...decision.events);
  }
  return events;
}

describe('properties of a basket', () => {
  it('folds anything the log may hold as the naive fold does', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => expect(outcome(events)).toEqual(naive(events))),
    );
  });

  it('folds what comes around the ten thousandth event as the naive fold does', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.integer({ min: 9_970, max: 10_000 }), (events, before) => {
        const all: BasketEvent[] = [{ type: 'BasketOpened', data: { owner: 'b'.repeat(64) } }, ...events];
        expect(outcome(all, before)).toEqual(naive(all, before));
      }),
    );
  });

  it('folds what commands led to as the naive fold does', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const events = decided([{ type: 'OpenBasket', owner: 'user-1' }, ...commands]);
        expect(outcome(events)).toEqual(naive(events));
      }),
    );
  });

  it('never ignores what was decided on the last state', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        expect(historyOf(decided(commands)).filter((step) => step.ignored)).toEqual([]);
      }),
    );
  });

  it('changes nothing but the number when it ignores', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), event, (events, next) => {
        const before = foldBasket(events);
        const after = basketDecider.evolve(before, next);
        expect(after.number).toBe(before.number + 1);
        if (basketDecider.ignored(before, next)) expect({ ...after, number: before.number }).toEqual(before);
      }),
    );
  });

  it('keeps lines between 1 and 99 of one currency, and an exact total', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const { lines } = foldBasket(events);
        for (const { quantity } of lines) expect(quantity >= 1 && quantity <= 99).toBe(true);
        expect(new Set(lines.map((each) => each.unitPrice.currency)).size).toBeLessThanOrEqual(1);
        expect(Number.isSafeInteger(totalOf(lines).amount)).toBe(true);
      }),
    );
  });

  it('goes on from any point as from the beginning', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), fc.array(event, { maxLength: 20 }), (first, rest) => {
        expect(foldBasket(rest, foldBasket(first))).toEqual(foldBasket([...first, ...rest]));
      }),
    );
  });
});
