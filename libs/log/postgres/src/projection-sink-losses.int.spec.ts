import { describe, expect, it } from '@jest/globals';
import { PositionLost, Retriable } from '@shop/log-core';
import { openDatabase } from './database.js';
import { CheckpointRefused, DatabaseAway } from './errors.js';
import {
  batchOf,
  calm,
  record,
  story,
  storyTold,
  tally,
  tallyForEachTest,
  tallyProjection,
} from './projection-sink.fixture.js';
import type { Projection } from './projection.js';

const P0 = { topic: 't', partition: 0 };

const its = tallyForEachTest();

describe('a checkpoint', () => {
  it('of another cluster is refused with a remedy', async () => {
    await its.instance().sink.open([P0]);
    its.bounds.cluster = 'cluster-2';
    const refused: unknown = await its
      .instance()
      .sink.open([P0])
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CheckpointRefused);
    expect(String(refused)).toMatch(/drop the schema "tally_1"/);
  });

  it('beyond the end of the log is refused with a remedy', async () => {
    const { sink } = its.instance();
    await sink.open([P0]);
    await sink.store(batchOf(story), calm);
    its.bounds.end = 2;
    await expect(its.instance().sink.open([P0])).rejects.toThrow(CheckpointRefused);
  });
});

describe('what is lost is built again', () => {
  const emptyEverything = async () => {
    const tables = await its.database.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'`,
    );
    await its.database.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  };
  const dropEverything = async () => {
    await its.database.query('DROP SCHEMA tally_1, projections CASCADE');
  };
  const losses: [string, () => Promise<void>][] = [
    ['every table and checkpoint emptied', emptyEverything],
    ['every schema dropped', dropEverything],
  ];

  it.each(losses)('%s, then restarted', async (_, lose) => {
    const before = its.instance();
    await before.sink.open([P0]);
    await before.sink.store(batchOf(story), calm);
    await lose();
    const { readModel, sink } = its.instance();
    expect(await sink.open([P0])).toEqual(new Map([['t/0', 0]]));
    await sink.store(batchOf(story), calm);
    expect(await tally(readModel)).toEqual(storyTold);
  });

  it.each(losses)('%s, while it runs', async (_, lose) => {
    const { readModel, sink } = its.instance();
    await sink.open([P0]);
    await sink.store(batchOf(story), calm);
    await lose();
    await expect(sink.store(batchOf([record(3, 'a', '!')]), calm)).rejects.toThrow(PositionLost);
    expect(await sink.open([P0])).toEqual(new Map([['t/0', 0]]));
    await sink.store(batchOf(story), calm);
    expect(await tally(readModel)).toEqual(storyTold);
  });

  it('a dropped schema is trouble that passes, for queries too', async () => {
    const { readModel } = its.instance();
    await readModel.prepare();
    await its.database.query('DROP SCHEMA tally_1 CASCADE');
    await expect(tally(readModel)).rejects.toThrow(DatabaseAway);
    expect(await tally(readModel)).toEqual([]);
  });
});

describe('a database that is away', () => {
  it('is trouble that passes', async () => {
    const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', application: 'test' });
    const { sink, readModel } = its.instance(tallyProjection, away);
    await expect(sink.open([P0])).rejects.toThrow(Retriable);
    await expect(readModel.query('SELECT 1')).rejects.toThrow(DatabaseAway);
    expect(await readModel.waitForPosition({ ...P0, offset: '0' }, 50)).toBe(false);
    await away.close();
  });

  it('in the middle of a batch, too: after it the batch is stored once', async () => {
    const cut: Projection = {
      ...tallyProjection,
      async apply(batch, db) {
        await tallyProjection.apply(batch, db);
        if (its.appender.broken) await db.query('SELECT pg_terminate_backend(pg_backend_pid())');
      },
    };
    const { readModel, sink } = its.instance(cut);
    await sink.open([P0]);
    its.appender.broken = true;
    await expect(sink.store(batchOf(story), calm)).rejects.toThrow(Retriable);
    its.appender.broken = false;
    await sink.store(batchOf(story), calm);
    expect(await tally(readModel)).toEqual(storyTold);
  });
});
