import { expect, it } from '@jest/globals';
import { deadLetterHeaders, PositionLost } from '@shop/log-core';
import { batchOf, calm, record, story, storyTold, tally, tallyForEachTest } from './projection-sink.fixture.js';

const P0 = { topic: 't', partition: 0 };
const P1 = { topic: 't', partition: 1 };

/** Two events of another partition. */
const otherStory = [record(0, 'c', 'u', { partition: 1 }), record(1, 'c', 'v', { partition: 1 })];
const otherTold = { key: 'c', events: 2, texts: 'uv' };

const its = tallyForEachTest();

/** The transaction that wrote each checkpoint last, by partition. */
const writers = async () =>
  (await its.database.query<{ xmin: string }>('SELECT xmin::text FROM tally_1.checkpoints ORDER BY partition')).map(
    ({ xmin }) => xmin,
  );

it('stores partitions that come together in one transaction', async () => {
  const { readModel, sink } = its.instance();
  await sink.open([P0, P1]);
  await Promise.all([sink.store(batchOf(story), calm), sink.store(batchOf(otherStory), calm)]);
  expect(await tally(readModel)).toEqual([...storyTold, otherTold]);
  const [one, other] = await writers();
  expect(one).toBe(other);
  expect(await readModel.checkpoints()).toEqual(
    new Map([
      ['t/0', 3],
      ['t/1', 2],
    ]),
  );
});

it('applies an id once that is in both', async () => {
  const { readModel, sink } = its.instance();
  await sink.open([P0, P1]);
  const again = [record(0, 'a', 'AGAIN', { id: 'a-0', partition: 1 }), ...otherStory.map((each) => ({ ...each }))];
  await Promise.all([sink.store(batchOf(story), calm), sink.store(batchOf(again), calm)]);
  expect(await tally(readModel)).toEqual([...storyTold, otherTold]);
});

it('stores the others where a record of one can not be stored', async () => {
  const { readModel, sink } = its.instance();
  await sink.open([P0, P1]);
  const bad = [record(0, 'c', 'u', { partition: 1 }), record(1, 'c', 'no\u0000pe', { partition: 1 })];
  await Promise.all([sink.store(batchOf(story), calm), sink.store(batchOf(bad), calm)]);
  expect(await tally(readModel)).toEqual([...storyTold, { key: 'c', events: 1, texts: 'u' }]);
  expect(its.appender.appended.map(({ headers }) => headers?.[deadLetterHeaders.partition])).toEqual(['1']);
});

it("stores the others where one partition is somebody else's by now", async () => {
  const [zombie, successor] = [its.instance(), its.instance()];
  await zombie.sink.open([P0, P1]);
  await successor.sink.open([P1]);
  await successor.sink.store(batchOf(otherStory), calm);
  const late = batchOf([record(0, 'c', 'ZOMBIE', { id: 'other', partition: 1 })]);
  const [kept, lost] = await Promise.allSettled([
    zombie.sink.store(batchOf(story), calm),
    zombie.sink.store(late, calm),
  ]);
  expect(kept.status).toBe('fulfilled');
  expect(lost.status === 'rejected' && lost.reason).toBeInstanceOf(PositionLost);
  expect(await tally(successor.readModel)).toEqual([...storyTold, otherTold]);
});

it('stores the others where one partition was taken away meanwhile', async () => {
  const { readModel, sink } = its.instance();
  await sink.open([P0, P1]);
  const taken = { ...calm, signal: AbortSignal.abort() };
  const [kept, lost] = await Promise.allSettled([
    sink.store(batchOf(story), calm),
    sink.store(batchOf(otherStory), taken),
  ]);
  expect(kept.status).toBe('fulfilled');
  expect(lost.status === 'rejected' && lost.reason).toBeInstanceOf(PositionLost);
  expect(await tally(readModel)).toEqual(storyTold);
});

it('lets two instances with the same partitions, offered in different orders, store once', async () => {
  const instances = [its.instance(), its.instance()];
  for (const { sink } of instances) await sink.open([P0, P1]);
  const [one, other] = instances.map(({ sink }) => sink);
  const outcomes = await Promise.allSettled([
    one.store(batchOf(story), calm),
    one.store(batchOf(otherStory), calm),
    other.store(batchOf(otherStory), calm),
    other.store(batchOf(story), calm),
  ]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await tally(instances[0].readModel)).toEqual([...storyTold, otherTold]);
});
