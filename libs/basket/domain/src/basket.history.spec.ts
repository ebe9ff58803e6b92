import { describe, expect, it } from '@jest/globals';
import { beansAdded, beansRemoved, breadAdded, opened, spaghettiAdded } from './basket.examples.js';
import { foldBasket, historyOf, unitsPutBack, whatATableWouldHaveKept } from './basket.history.js';

const story = [opened, breadAdded, beansAdded, beansRemoved, spaghettiAdded];

describe('the history of a basket', () => {
  it('numbers events from 0 and tells what was ignored', () => {
    const steps = historyOf([opened, breadAdded, beansRemoved, spaghettiAdded]);
    expect(steps.map(({ number, ignored }) => [number, ignored?.code])).toEqual([
      [0, undefined],
      [1, undefined],
      [2, 'line.absent'],
      [3, undefined],
    ]);
    expect(steps[3].state).toEqual(foldBasket([opened, breadAdded, beansRemoved, spaghettiAdded]));
  });

  it('shows what a table would have kept, and what it would have forgotten', () => {
    const { kept, forgotten } = whatATableWouldHaveKept(story);
    expect(kept.map((line) => line.name)).toEqual(['Bread', 'Tinned Spaghetti']);
    expect(forgotten).toEqual([{ sku: 'baked-beans', name: 'Baked Beans', quantity: 2 }]);
  });

  it('forgets neither what was never there nor what was only put in, and adds up what was put back twice', () => {
    const twice = [opened, beansRemoved, breadAdded, breadAdded, beansAdded, beansRemoved, beansAdded, beansRemoved];
    expect(whatATableWouldHaveKept(twice)).toMatchObject({
      kept: [{ sku: 'bread', quantity: 2 }],
      forgotten: [{ sku: 'baked-beans', name: 'Baked Beans', quantity: 4 }],
    });
    expect(whatATableWouldHaveKept([opened, beansRemoved]).forgotten).toEqual([]);
  });

  it('counts as put back what a removal took out, and no more', () => {
    const before = foldBasket([opened, beansAdded]);
    const removal = (quantity: number) => ({ type: 'ItemRemove', data: { sku: 'baked-beans', quantity } }) as const;
    expect([1, 2, 3].map((quantity) => unitsPutBack(before, removal(quantity)))).toEqual([1, 2, 2]);
    expect(unitsPutBack(foldBasket([opened]), removal(1))).toBe(0);
    expect(unitsPutBack({ ...before, status: 'checkedOut' }, removal(1))).toBe(0);
  });
});
