import { expect, it } from '@jest/globals';
import { foldBatch } from './fold-batch.js';
import { record } from './projection-sink.fixture.js';

/** Collects texts; refuses one that it has. */
const collector = {
  initialState: '' as string,
  evolve: (state: string, event: { data: { text: string } }) =>
    state.includes(event.data.text) ? state : state + event.data.text,
  ignored: (state: string, event: { data: { text: string } }) =>
    state.includes(event.data.text) ? { code: 'text.there', reason: 'It is there.' } : undefined,
};

it('loads all states at once, and folds in the order of the log', async () => {
  const asked: (readonly string[])[] = [];
  const records = [record(0, 'a', 'y'), record(1, 'b', 'p'), record(2, 'a', 'x'), record(3, 'a', 'z')];
  const folded = await foldBatch({ topic: 't', records }, collector, async (keys) => {
    asked.push(keys);
    return new Map([['a', 'x']]);
  });
  expect(asked).toEqual([['a', 'b']]);
  expect(folded.states).toEqual(
    new Map([
      ['a', 'xyz'],
      ['b', 'p'],
    ]),
  );
  expect(folded.entries.map(({ key, before, after, ignored }) => [key, before, after, ignored?.code])).toEqual([
    ['a', 'x', 'xy', undefined],
    ['b', '', 'p', undefined],
    ['a', 'xy', 'xy', 'text.there'],
    ['a', 'xy', 'xyz', undefined],
  ]);
});

it('asks for nothing without events', async () => {
  const folded = await foldBatch({ topic: 't', records: [] }, collector, () => Promise.reject(new Error('asked')));
  expect(folded.entries).toEqual([]);
});
