import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Commits } from './commits.js';
import { silent } from './logging.js';

/** A broker that keeps offsets, and can refuse. */
class Offsets {
  readonly kept = new Map<string, number>();
  refusals = 0;
  calls = 0;

  readonly commit = async (offsets: ReadonlyMap<string, number>): Promise<void> => {
    this.calls++;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.refusals-- > 0) throw new Error('The group is rebalancing');
    for (const [place, next] of offsets) this.kept.set(place, next);
  };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Lets time and whatever is under way pass. */
async function pass(milliseconds: number): Promise<void> {
  for (let turns = 0; turns < 3; turns++) await turn();
  jest.advanceTimersByTime(milliseconds);
  for (let turns = 0; turns < 3; turns++) await turn();
}

it('commits every partition that is marked, though some come together, others while it commits, and then no more', async () => {
  const offsets = new Offsets();
  const commits = new Commits(offsets.commit, silent);
  const places = Array.from({ length: 8 }, (_, index) => `t/${index}`);
  for (const [index, place] of places.entries()) {
    commits.mark(place, index + 1);
    if (index % 2 === 1) await Promise.resolve();
  }
  await pass(200);
  expect(offsets.kept).toEqual(new Map(places.map((place, index) => [place, index + 1])));
});

it('commits at most every 200 ms, the latest position', async () => {
  const offsets = new Offsets();
  const commits = new Commits(offsets.commit, silent);
  for (const next of [1, 2, 3]) {
    commits.mark('t/0', next);
    await pass(0);
  }
  expect([offsets.calls, offsets.kept.get('t/0')]).toEqual([1, 1]);
  await pass(200);
  expect([offsets.calls, offsets.kept.get('t/0')]).toEqual([2, 3]);
});

it('says again what was refused, but not over a later position', async () => {
  const offsets = new Offsets();
  offsets.refusals = 2;
  const commits = new Commits(offsets.commit, silent);
  commits.mark('t/0', 5);
  await pass(0);
  commits.mark('t/1', 1);
  commits.mark('t/0', 6);
  for (let round = 0; round < 3; round++) await pass(200);
  expect(offsets.kept).toEqual(
    new Map([
      ['t/0', 6],
      ['t/1', 1],
    ]),
  );
});

it('says nothing again of partitions that were taken away meanwhile', async () => {
  const offsets = new Offsets();
  offsets.refusals = 1;
  const commits = new Commits(offsets.commit, silent);
  commits.mark('t/0', 5);
  commits.forget();
  for (let round = 0; round < 3; round++) await pass(200);
  expect(offsets.kept.size).toBe(0);
});

it('commits the rest when it is closed', async () => {
  const offsets = new Offsets();
  const commits = new Commits(offsets.commit, silent);
  commits.mark('t/0', 1);
  await pass(0);
  commits.mark('t/0', 2);
  const closed = commits.close();
  await pass(0);
  await closed;
  expect(offsets.kept.get('t/0')).toBe(2);
});
