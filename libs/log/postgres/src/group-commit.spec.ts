import { expect, it } from '@jest/globals';
import { Retriable } from '@shop/log-core';
import { GroupCommit } from './group-commit.js';

const part = (name: string, size = 1) => ({ name, records: Array.from({ length: size }, (_, index) => index) });
type Named = ReturnType<typeof part>;

/** A database that commits when it is told to. */
class SlowCommits {
  readonly groups: string[][] = [];
  private answers: { resolve: () => void; reject: (error: Error) => void }[] = [];

  readonly commit = async (parts: readonly Named[]): Promise<void> => {
    this.groups.push(parts.map(({ name }) => name));
    await new Promise<void>((resolve, reject) => this.answers.push({ resolve, reject }));
  };

  /** Resolves once so many transactions have begun. */
  async begun(count: number): Promise<void> {
    while (this.groups.length < count) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Ends the oldest transaction that is under way, once there is one. */
  async end(error?: Error): Promise<void> {
    while (this.answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const { resolve, reject } = this.answers.shift()!;
    if (error) reject(error);
    else resolve();
  }
}

it('commits together what is offered in the same turn', async () => {
  const commits = new SlowCommits();
  const group = new GroupCommit(commits.commit);
  const offered = Promise.all([group.offer(part('a')), Promise.resolve().then(() => group.offer(part('b')))]);
  await commits.end();
  await offered;
  expect(commits.groups).toEqual([['a', 'b']]);
});

it('has four transactions under way; what comes meanwhile waits, and goes together', async () => {
  const commits = new SlowCommits();
  const group = new GroupCommit(commits.commit);
  const offered: Promise<void>[] = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    offered.push(group.offer(part(name)));
    await commits.begun(offered.length);
  }
  offered.push(group.offer(part('e')), group.offer(part('f')));
  await commits.end();
  await commits.begun(5);
  expect(commits.groups).toEqual([['a'], ['b'], ['c'], ['d'], ['e', 'f']]);
  for (const _ of offered.slice(2)) await commits.end();
  await Promise.all(offered);
});

it('takes at most 4,000 records together, and more only of one part', async () => {
  const commits = new SlowCommits();
  const group = new GroupCommit(commits.commit);
  const parts = [part('a', 3_000), part('b', 1_000), part('c', 1), part('d', 9_000)];
  const offered = parts.map((each) => group.offer(each));
  for (const _ of [1, 2, 3]) await commits.end();
  await Promise.all(offered);
  expect(commits.groups).toEqual([['a', 'b'], ['c'], ['d']]);
});

it('tries each alone where all together fail, so that only the culprit hears of it', async () => {
  const tried: string[][] = [];
  const group = new GroupCommit<Named>(async (parts) => {
    tried.push(parts.map(({ name }) => name));
    if (parts.some(({ name }) => name === 'bad')) throw new Error('unstorable');
  });
  const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((name) => group.offer(part(name))));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(tried).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
});

it('tells all at once of trouble that each alone would have as well', async () => {
  let tries = 0;
  const group = new GroupCommit<Named>(() => Promise.reject(new Retriable(`away, for the ${++tries}. time`)));
  const outcomes = await Promise.allSettled([group.offer(part('a')), group.offer(part('b'))]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(tries).toBe(1);
});
