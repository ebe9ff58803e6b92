import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '@shop/api';
import { storyOf, totalIn } from './story.js';

const pounds = (amount: number) => ({ amount, currency: 'GBP' });
const entry = (number: number, type: string, data: unknown): HistoryEntry => ({
  number,
  id: `event-${number}`,
  type,
  time: `2026-11-21T09:0${number}:00.000Z`,
  data,
  position: { topic: 'basket_events', partition: 0, offset: String(number) },
});
const add = (number: number, sku: string, name: string, amount: number, quantity = 1) =>
  entry(number, 'ItemAdd', { sku, name, quantity, unitPrice: pounds(amount) });
const remove = (number: number, sku: string, quantity = 1) => entry(number, 'ItemRemove', { sku, quantity });

/** The story of the design's example. */
const spaghetti = [
  entry(0, 'BasketOpened', { owner: 'user-1' }),
  add(1, 'bread', 'Bread', 125),
  add(2, 'baked-beans', 'Baked Beans', 90),
  remove(3, 'baked-beans'),
  add(4, 'tinned-spaghetti', 'Tinned Spaghetti', 85),
];

describe('a story', () => {
  it('tells the basket after each event', () => {
    const { moments } = storyOf(spaghetti);
    expect(moments.map(({ state }) => state.lines.map(({ name }) => name))).toEqual([
      [],
      ['Bread'],
      ['Bread', 'Baked Beans'],
      ['Bread'],
      ['Bread', 'Tinned Spaghetti'],
    ]);
    expect(totalIn(moments[2]!.state)).toEqual(pounds(215));
  });

  it('tells what a table would have kept, and what it would have forgotten', () => {
    const { table } = storyOf(spaghetti);
    expect(table.kept.map(({ sku }) => sku)).toEqual(['bread', 'tinned-spaghetti']);
    expect(table.forgotten).toEqual([{ sku: 'baked-beans', name: 'Baked Beans', quantity: 1 }]);
  });

  it('names what a removal took out, though the event names only its sku', () => {
    expect(storyOf(spaghetti).moments[3]!.words).toBe('Baked Beans put back');
  });

  it('says how many were really there when more were asked back', () => {
    const { moments } = storyOf([...spaghetti.slice(0, 2), remove(2, 'bread', 9)]);
    expect(moments[2]!.words).toBe('Bread put back');
  });

  it('keeps an ignored event, with its reason and the name it once had', () => {
    const ignored = storyOf([...spaghetti, remove(5, 'baked-beans')]).moments[5]!;
    expect(ignored.ignored?.code).toBe('line.absent');
    expect(ignored.words).toBe('Baked Beans put back');
    expect(ignored.state.lines).toHaveLength(2);
  });

  it('says what each event changed', () => {
    const { moments } = storyOf([...spaghetti, remove(5, 'baked-beans')]);
    const changes = (number: number) =>
      moments[number]!.changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`);
    expect(changes(0)).toEqual(['Basket:  → open', 'Owner:  → signed in', 'Total:  → £0.00']);
    expect(changes(3)).toEqual(['Baked Beans: 1 × £0.90 → ', 'Total: £2.15 → £1.25']);
    expect(changes(5)).toEqual([]);
  });

  it('passes over an event type of a later version of the shop', () => {
    const { moments } = storyOf([...spaghetti, entry(5, 'BasketGiftWrapped', {})]);
    expect(moments).toHaveLength(5);
  });
});
