import { expect, it } from '@jest/globals';
import { Gathering } from './gathering.js';

/** A database that answers when it is told to. */
class SlowTable {
  readonly asked: (readonly string[])[] = [];
  private answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  readonly rows = new Map([
    ['a', 1],
    ['b', 2],
  ]);

  readonly ask = async (keys: readonly string[]): Promise<Map<string, number>> => {
    this.asked.push(keys);
    await new Promise<void>((resolve, reject) => this.answers.push({ resolve, reject }));
    return new Map(keys.flatMap((key) => (this.rows.has(key) ? [[key, this.rows.get(key)!] as const] : [])));
  };

  /** Answers the oldest question, once it was asked. */
  async answer(error?: Error): Promise<void> {
    while (!this.answers.length) await new Promise((resolve) => setImmediate(resolve));
    const { resolve, reject } = this.answers.shift()!;
    if (error) reject(error);
    else resolve();
  }
}

it('asks once for what is asked in the same turn, and tells who has no value', async () => {
  const table = new SlowTable();
  const gathering = new Gathering(table.ask);
  const found = Promise.all(['a', 'b', 'a', 'none'].map((key) => gathering.find(key)));
  await table.answer();
  expect(await found).toEqual([1, 2, 1, undefined]);
  expect(table.asked).toEqual([['a', 'b', 'none']]);
});

it('asks anew for what is asked while a query is under way: no answer is older than its question', async () => {
  const table = new SlowTable();
  const gathering = new Gathering(table.ask);
  const first = gathering.find('a');
  while (!table.asked.length) await new Promise((resolve) => setImmediate(resolve));
  const later = gathering.find('a');
  const other = gathering.find('b');
  await table.answer();
  expect(await first).toBe(1);
  table.rows.set('a', 7);
  await table.answer();
  expect(await Promise.all([later, other])).toEqual([7, 2]);
  expect(table.asked).toEqual([['a'], ['a', 'b']]);
});

it('fails those that wait too, and goes on afterwards', async () => {
  const table = new SlowTable();
  const gathering = new Gathering(table.ask);
  const first = gathering.find('a');
  while (!table.asked.length) await new Promise((resolve) => setImmediate(resolve));
  const waiting = gathering.find('b');
  const failed = Promise.allSettled([first, waiting]);
  await table.answer(new Error('away'));
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = gathering.find('b');
  await table.answer();
  expect(await again).toBe(2);
});

it('looks up at most 200 at once', async () => {
  const table = new SlowTable();
  const gathering = new Gathering(table.ask);
  const all = Promise.all(Array.from({ length: 450 }, (_, index) => gathering.find(`key ${index}`)));
  for (let query = 0; query < 3; query++) await table.answer();
  await all;
  expect(table.asked.map(({ length }) => length)).toEqual([200, 200, 50]);
});
