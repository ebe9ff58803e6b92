import { expect, it } from '@jest/globals';
import { fold, never } from './decider.js';

const sum = { initialState: 0, evolve: (state: number, event: number) => state * 10 + event };

it('folds events in their order, from the beginning or from a state', () => {
  expect([fold(sum, []), fold(sum, [1, 2, 3]), fold(sum, [3], fold(sum, [1, 2]))]).toEqual([0, 123, 123]);
});

it('names the value of a branch that could not be reached, and was', () => {
  expect(() => never({ type: 'Unheard' } as never)).toThrow('Unexpected value: {"type":"Unheard"}');
});
