import { describe, expect, it } from '@jest/globals';
import { deadLetterHeaders, MoveRefused, PositionLost, Retriable } from '@shop/log-core';
import {
  batchOf,
  calm,
  rawRecord,
  record,
  story,
  storyTold,
  tally,
  tallyForEachTest,
  tallyProjection,
} from './projection-sink.fixture.js';
import type { Projection } from './projection.js';

const P0 = { topic: 't', partition: 0 };
const P1 = { topic: 't', partition: 1 };

const its = tallyForEachTest();

describe('rows and checkpoint', () => {
  it('go together, and reading goes on from there', async () => {
    const { readModel, sink } = its.instance();
    expect(await sink.open([P0, P1])).toEqual(
      new Map([
        ['t/0', 0],
        ['t/1', 0],
      ]),
    );
    await sink.store(batchOf(story), calm);
    expect(await tally(readModel)).toEqual(storyTold);
    expect(await its.instance().sink.open([P0, P1])).toEqual(
      new Map([
        ['t/0', 3],
        ['t/1', 0],
      ]),
    );
  });

  it('neither happens when applying fails', async () => {
    const failing: Projection = {
      ...tallyProjection,
      async apply(batch, db) {
        await tallyProjection.apply(batch, db);
        throw new Error('halfway');
      },
    };
    const { readModel, sink } = its.instance(failing);
    await sink.open([P0]);
    await expect(sink.store(batchOf(story), calm)).rejects.toThrow('halfway');
    expect(await tally(readModel)).toEqual([]);
    expect(await readModel.checkpoints()).toEqual(new Map([['t/0', 0]]));
  });

  it('neither happens when the partition was taken away meanwhile', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    await expect(sink.store(batchOf(story), { ...calm, signal: AbortSignal.abort() })).rejects.toThrow(PositionLost);
    expect(await tally(readModel)).toEqual([]);
  });
});

describe('a batch', () => {
  it('delivered twice changes nothing, whether or not the checkpoint was kept', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    for (const each of [batchOf(story), batchOf(story)]) await sink.store(each, calm);
    expect(await tally(readModel)).toEqual(storyTold);
    await readModel.query('UPDATE $schema.checkpoints SET next_offset = 0');
    await sink.open([P0]);
    await sink.store(batchOf(story), calm);
    expect(await tally(readModel)).toEqual(storyTold);
  });

  it('applies an id once, within it and across batches and partitions', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0, P1]);
    const again = record(3, 'a', 'AGAIN', { id: 'a-0' });
    await sink.store(batchOf([...story, again]), calm);
    await sink.store(batchOf([record(4, 'a', 'AGAIN', { id: 'a-2' })], { from: 4 }), calm);
    await sink.store(batchOf([record(0, 'a', 'AGAIN', { id: 'a-2', partition: 1 })]), calm);
    expect(await tally(readModel)).toEqual(storyTold);
  });

  it('uses the ids of a journal that the projection keeps anyway', async () => {
    const journal: Projection = {
      ...tallyProjection,
      tables: 'CREATE TABLE IF NOT EXISTS $schema.journal (event_id text PRIMARY KEY)',
      eventIds: { table: 'journal', column: 'event_id' },
      async apply(batch, db) {
        const ids = batch.records.map(({ content }) => (content.kind === 'event' ? content.event.id : ''));
        await db.query('INSERT INTO $schema.journal SELECT unnest($1::text[])', [ids]);
      },
    };
    const { readModel, sink } = its.instance(journal);
    await sink.open([P0]);
    await sink.store(batchOf([...story, record(3, 'a', 'AGAIN', { id: 'a-0' })]), calm);
    await sink.store(batchOf([record(4, 'a', 'AGAIN', { id: 'a-2' })]), calm);
    expect(await readModel.query('SELECT event_id FROM $schema.journal ORDER BY 1')).toHaveLength(3);
    expect(await readModel.query(`SELECT 1 FROM pg_tables WHERE tablename = 'applied_events'`)).toEqual([]);
  });

  it('may have gaps, and may overlap what is applied', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    await sink.store(batchOf([record(5, 'a', 'x'), record(9, 'a', 'y')], { from: 0, next: 12 }), calm);
    await sink.store(batchOf([record(9, 'a', 'y'), record(12, 'a', 'z')], { from: 8, next: 13 }), calm);
    expect(await tally(readModel)).toEqual([{ key: 'a', events: 3, texts: 'xyz' }]);
    expect(await readModel.checkpoints()).toEqual(new Map([['t/0', 13]]));
  });

  it('that starts past the checkpoint is dropped', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    await expect(sink.store(batchOf([record(5, 'a', 'x')], { from: 5 }), calm)).rejects.toThrow(PositionLost);
    expect(await tally(readModel)).toEqual([]);
  });

  it('starts where the log starts, when the first records have expired', async () => {
    its.bounds.begin = 5;
    const { readModel, sink } = its.instance();
    expect(await sink.open([P0])).toEqual(new Map([['t/0', 5]]));
    await sink.store(batchOf([record(5, 'a', 'x')]), calm);
    expect(await readModel.checkpoints()).toEqual(new Map([['t/0', 6]]));
  });
});

describe('a zombie', () => {
  it('loses to the instance that went on', async () => {
    const [zombie, successor] = [its.instance(), its.instance()];
    await zombie.sink.open([P0]);
    await successor.sink.open([P0]);
    await successor.sink.store(batchOf(story), calm);
    const late = batchOf([record(0, 'a', 'ZOMBIE', { id: 'other' })]);
    await expect(zombie.sink.store(late, calm)).rejects.toThrow(PositionLost);
    expect(await tally(successor.readModel)).toEqual(storyTold);
    expect(await zombie.sink.open([P0])).toEqual(new Map([['t/0', 3]]));
  });

  it('and its successor, at the very same time, store once', async () => {
    const instances = [its.instance(), its.instance(), its.instance()];
    for (const { sink } of instances) await sink.open([P0]);
    const outcomes = await Promise.allSettled(instances.map(({ sink }) => sink.store(batchOf(story), calm)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(PositionLost);
    expect(await tally(instances[0].readModel)).toEqual(storyTold);
  });
});

describe('bad records', () => {
  const bad = { raw: rawRecord(1), code: 'json.invalid', message: 'Not JSON.' };
  const batch = batchOf([record(0, 'a', 'x'), record(2, 'a', 'z')], { bad: [bad] });

  it('are dead letters before the checkpoint passes them', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    its.appender.broken = true;
    await expect(sink.store(batch, calm)).rejects.toThrow(Retriable);
    expect(await readModel.checkpoints()).toEqual(new Map([['t/0', 0]]));
    its.appender.broken = false;
    await sink.store(batch, calm);
    expect(its.appender.appended.map(({ headers }) => headers?.[deadLetterHeaders.offset])).toEqual(['1']);
    expect(await readModel.checkpoints()).toEqual(new Map([['t/0', 3]]));
  });

  it('include what a column cannot hold: the others go on', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    const texts = ['v', 'w', 'no\u0000pe', 'x', 'y'];
    await sink.store(batchOf(texts.map((text, offset) => record(offset, 'a', text))), calm);
    expect(await tally(readModel)).toEqual([{ key: 'a', events: 4, texts: 'vwxy' }]);
    expect(its.appender.appended.map(({ headers }) => headers?.[deadLetterHeaders.code])).toEqual([
      'record.unstorable',
    ]);
    expect(await readModel.checkpoints()).toEqual(new Map([['t/0', 5]]));
  });
});

describe('a move', () => {
  const unused = { skip: true, commit: () => Promise.reject(new Error('The position is not in the group.')) };

  it('goes back, and what was applied stays applied once', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0, P1]);
    await sink.store(batchOf(story), calm);
    const moves = [
      { ...P0, from: 3, to: 1 },
      { ...P1, from: 0, to: 0 },
    ];
    await sink.move!(moves, unused);
    expect(await sink.open([P0, P1])).toEqual(
      new Map([
        ['t/0', 1],
        ['t/1', 0],
      ]),
    );
    await sink.store(batchOf([...story.slice(1), record(3, 'b', '!')]), calm);
    expect(await tally(readModel)).toEqual([storyTold[0], { key: 'b', events: 2, texts: 'y!' }]);
  });

  it('forward is refused, and nothing of it happens', async () => {
    const { readModel, sink } = its.instance();
    await sink.open([P0, P1]);
    await sink.store(batchOf(story), calm);
    const moves = [
      { ...P0, from: 3, to: 0 },
      { ...P1, from: 0, to: 5 },
    ];
    const refused: unknown = await sink.move!(moves, unused).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MoveRefused);
    expect((refused as MoveRefused).refusal.code).toBe('reader.wouldSkip');
    expect(await readModel.checkpoints()).toEqual(
      new Map([
        ['t/0', 3],
        ['t/1', 0],
      ]),
    );
  });

  it('by an instance that lost the partition changes nothing', async () => {
    const [zombie, successor] = [its.instance(), its.instance()];
    await zombie.sink.open([P0]);
    await zombie.sink.store(batchOf(story), calm);
    await successor.sink.open([P0]);
    await successor.sink.store(batchOf([record(3, 'b', '!')], { from: 3 }), calm);
    await expect(zombie.sink.move!([{ ...P0, from: 3, to: 0 }], unused)).rejects.toThrow(PositionLost);
    expect(await successor.readModel.checkpoints()).toEqual(new Map([['t/0', 4]]));
  });
});
