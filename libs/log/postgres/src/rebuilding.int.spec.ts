import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  PositionLost,
  RebuildDiffers,
  RebuildOver,
  Retriable,
  type Build,
  type BuildPurpose,
  type Rebuilding,
} from '@shop/log-core';
import { openDatabase, type Database } from './database.js';
import { DatabaseAway } from './errors.js';
import { batchOf, calm, record, StubAppender, StubBounds, tallyProjection } from './projection-sink.fixture.js';
import type { Projection } from './projection.js';
import { projectionSink } from './read-model-sink.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

const P0 = { topic: 't', partition: 0 };
const P1 = { topic: 't', partition: 1 };
const story = [record(0, 'a', 'x'), record(1, 'b', 'y'), record(2, 'a', 'z')];
const told = [
  { key: 'a', events: 2, texts: 'xz' },
  { key: 'b', events: 1, texts: 'y' },
];

let temporary: TemporaryDatabase;
let database: Database;
let builds: Build[];

beforeEach(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  builds = [];
});
afterEach(async () => {
  await Promise.all(builds.map((build) => build.end()));
  await database.close();
  await temporary.drop();
});

/** An instance of the service: a read model, its sink, and how it is built anew. */
function instance(projection: Projection = tallyProjection) {
  const readModel = new ReadModel(database, projection);
  const options = { readModel, reader: 'test.tally', log: new StubBounds(), appender: new StubAppender() };
  const sink = projectionSink(options);
  return { readModel, sink, rebuilding: sink.rebuilding as Rebuilding };
}
async function begin(rebuilding: Rebuilding, id?: string, purpose: BuildPurpose = 'rebuild'): Promise<Build> {
  const build = await rebuilding.begin(id === undefined ? undefined : { id, purpose });
  if ('took' in build) throw new Error('It is finished already.');
  builds.push(build);
  return build;
}
async function end(build: Build): Promise<void> {
  builds = builds.filter((each) => each !== build);
  await build.end();
}
const tally = (readModel: ReadModel) => readModel.query('SELECT key, events, texts FROM $schema.tally ORDER BY key');

/** A read model with a story told in its first generation. */
async function served() {
  const served = instance();
  await served.sink.open([P0]);
  await served.sink.store(batchOf(story), calm);
  return served;
}

describe('a rebuild', () => {
  it('is made beside what answers, compared, and switched to by one row', async () => {
    const { readModel, rebuilding } = await served();
    const build = await begin(rebuilding, 'request');
    expect([build.from, build.to, build.begun]).toEqual([{ number: 1, version: 1 }, { number: 2, version: 1 }, true]);
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story.slice(0, 2)), calm);
    expect(await tally(readModel)).toEqual(told);
    expect(await readModel.schema()).toBe('tally_1');
    await build.sink.store(batchOf(story.slice(2)), calm);
    const outcome = await build.finish();
    expect(outcome).toMatchObject({
      positions: [{ ...P0, offset: '3' }],
      tables: [
        { table: 'applied_events', rows: 3 },
        { table: 'tally', rows: 2 },
      ],
    });
    for (const { rows, checksum, before } of outcome?.tables ?? []) expect({ rows, checksum }).toEqual(before);
    await readModel.refresh();
    expect(await readModel.schema()).toBe('tally_2');
    expect(await tally(readModel)).toEqual(told);
  });

  it('is the same one for every instance, and is not made again when it was finished', async () => {
    const { rebuilding } = await served();
    const build = await begin(rebuilding, 'request');
    const other = await begin(instance().rebuilding, 'request');
    expect([other.to, other.begun]).toEqual([build.to, false]);
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story), calm);
    const outcome = await build.finish();
    expect(await instance().rebuilding.begin({ id: 'request', purpose: 'rebuild' })).toEqual(outcome);
    expect(await instance().rebuilding.outcomeOf(2, 'request')).toEqual(outcome);
    await expect(other.finish()).rejects.toThrow(RebuildOver);
  });

  it('never overtakes what answers, and can’t be finished before it has arrived there', async () => {
    const { sink, rebuilding } = await served();
    const build = await begin(rebuilding);
    await build.sink.open([P0, P1]);
    const more = [...story, record(3, 'a', '!')];
    const storing = build.sink.store(batchOf(more), calm);
    await sink.store(batchOf([record(3, 'a', '!')]), calm);
    await storing;
    await sink.store(batchOf([record(4, 'a', '?')]), calm);
    expect(await build.finish()).toBeUndefined();
    await build.sink.store(batchOf([record(4, 'a', '?')]), calm);
    expect((await build.finish())?.positions).toContainEqual({ ...P0, offset: '5' });
  });

  it('gives up waiting for what answers when its reader ends', async () => {
    const { rebuilding } = await served();
    const build = await begin(rebuilding);
    await build.sink.open([P0]);
    const ending = { ...calm, ending: AbortSignal.abort() };
    await expect(build.sink.store(batchOf([...story, record(3, 'a', '!')]), ending)).rejects.toThrow(PositionLost);
    // What both have passed is stored all the same.
    await build.sink.open([P0]);
    expect(await build.finish()).toBeDefined();
  });

  it('follows past offsets without records', async () => {
    const { sink, rebuilding } = await served();
    await sink.store(batchOf([], { from: 3, next: 5 }), calm);
    const build = await begin(rebuilding);
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story), calm);
    await build.sink.passed?.(batchOf([], { from: 3, next: 7 }), calm);
    expect((await build.finish())?.positions).toEqual([{ ...P0, offset: '5' }]);
  });

  it('does not take the place of rows that it isn’t equal to', async () => {
    const { readModel, rebuilding } = await served();
    await readModel.query(`UPDATE $schema.tally SET texts = 'tampered' WHERE key = 'a'`);
    const build = await begin(rebuilding);
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story), calm);
    const differs = await build.finish().then(
      () => undefined,
      (error: unknown) => error as RebuildDiffers,
    );
    expect(differs).toBeInstanceOf(RebuildDiffers);
    expect(differs?.tables.filter(({ checksum, before }) => checksum !== before?.checksum)).toMatchObject([
      { table: 'tally', rows: 2, differing: { rows: 1, keys: [{ key: '["a"]', how: 'changed' }] } },
    ]);
    expect(await readModel.schema()).toBe('tally_1');
  });

  it('takes their place all the same when the log wins, and what differed is kept', async () => {
    const { readModel, rebuilding } = await served();
    await readModel.query(`UPDATE $schema.tally SET texts = 'tampered' WHERE key = 'a'`);
    const build = await begin(rebuilding, 'request', 'logWins');
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story), calm);
    const outcome = await build.finish();
    expect(outcome).toMatchObject({
      purpose: 'logWins',
      to: { number: 2 },
      tables: [{ table: 'applied_events' }, { table: 'tally', differing: { rows: 1 } }],
    });
    expect(await instance().rebuilding.begin({ id: 'request', purpose: 'logWins' })).toEqual(outcome);
    await readModel.refresh();
    expect(await tally(readModel)).toEqual(told);
  });

  it('ends the writer of the generation before: it goes on in the new one, and nothing is applied twice', async () => {
    const { readModel, sink, rebuilding } = await served();
    const build = await begin(rebuilding);
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story), calm);
    await build.finish();
    const next = batchOf([record(3, 'b', '!')]);
    await expect(sink.store(next, calm)).rejects.toThrow(PositionLost);
    expect(await sink.open([P0])).toEqual(new Map([['t/0', 3]]));
    await sink.store(next, calm);
    expect(await tally(readModel)).toEqual([told[0], { key: 'b', events: 2, texts: 'y!' }]);
    expect(await database.query('SELECT key, events, texts FROM tally_1.tally ORDER BY key')).toEqual(told);
  });

  it('is dropped when it is cancelled, and can be begun again', async () => {
    const { readModel, rebuilding } = await served();
    const build = await begin(rebuilding);
    await build.sink.open([P0]);
    expect(await rebuilding.drop()).toBe(true);
    expect(await rebuilding.drop()).toBe(false);
    await expect(build.sink.store(batchOf(story), calm)).rejects.toThrow(PositionLost);
    await expect(build.sink.open([P0])).rejects.toThrow(RebuildOver);
    await expect(build.finish()).rejects.toThrow(RebuildOver);
    expect(await tally(readModel)).toEqual(told);
    expect((await begin(rebuilding)).begun).toBe(true);
  });

  it('leaves the generation before for those who haven’t noticed, and no other', async () => {
    const slow = new ReadModel(database, tallyProjection);
    const { rebuilding } = await served();
    await slow.schema();
    for (const request of ['first', 'second']) {
      const build = await begin(rebuilding, request);
      await build.sink.open([P0]);
      await build.sink.store(batchOf(story), calm);
      await build.finish();
      expect(await tally(slow)).toEqual(told);
    }
    const schemas = await database.query(`SELECT nspname FROM pg_namespace WHERE nspname ~ '^tally_' ORDER BY 1`);
    expect(schemas).toEqual([{ nspname: 'tally_2' }, { nspname: 'tally_3' }]);
  });
});

describe('a verification', () => {
  const schemas = () => database.query(`SELECT nspname FROM pg_namespace WHERE nspname ~ '^tally_' ORDER BY 1`);
  async function verified(rebuilding: Rebuilding, request = 'request') {
    const build = await begin(rebuilding, request, 'verify');
    await build.sink.open([P0]);
    await build.sink.store(batchOf(story), calm);
    return { build, outcome: await build.finish() };
  }

  it('says that a read model is what the log says, and leaves nothing', async () => {
    const { readModel, sink, rebuilding } = await served();
    const { build, outcome } = await verified(rebuilding);
    expect(outcome).toMatchObject({ purpose: 'verify', positions: [{ ...P0, offset: '3' }] });
    for (const { rows, checksum, before, differing } of outcome?.tables ?? [])
      expect({ rows, checksum, differing }).toEqual({ ...before, differing: undefined });
    await end(build);
    expect(await schemas()).toEqual([{ nspname: 'tally_1' }]);
    // The reader goes on where it was: nobody took its generation away.
    await sink.store(batchOf([record(3, 'b', '!')]), calm);
    await readModel.refresh();
    expect(await readModel.schema()).toBe('tally_1');
  });

  it('names the rows that are changed, missing and extra, and changes none of them', async () => {
    const { readModel, rebuilding } = await served();
    await readModel.query(`UPDATE $schema.tally SET texts = 'tampered' WHERE key = 'a'`);
    await readModel.query(`DELETE FROM $schema.tally WHERE key = 'b'`);
    await readModel.query(`INSERT INTO $schema.tally VALUES ('c', 1, 'x')`);
    const { outcome } = await verified(rebuilding);
    const tables = outcome?.tables.filter(({ differing }) => differing);
    expect(tables).toMatchObject([
      {
        table: 'tally',
        differing: {
          rows: 3,
          keys: [
            { key: '["a"]', how: 'changed' },
            { key: '["b"]', how: 'missing' },
            { key: '["c"]', how: 'extra' },
          ],
        },
      },
    ]);
    expect(await tally(readModel)).toEqual([
      { key: 'a', events: 2, texts: 'tampered' },
      { key: 'c', events: 1, texts: 'x' },
    ]);
  });

  it('names a few of many rows', async () => {
    const { readModel, rebuilding } = await served();
    await readModel.query(`INSERT INTO $schema.tally SELECT 'k' || n, 1, '' FROM generate_series(1, 500) AS n`);
    const { outcome } = await verified(rebuilding);
    const differing = outcome?.tables.find(({ table }) => table === 'tally')?.differing;
    expect(differing?.rows).toBe(500);
    expect(differing?.keys).toHaveLength(10);
  });

  it('is made once for a request, whoever is asked again, and can be cancelled', async () => {
    const { rebuilding } = await served();
    const { outcome } = await verified(rebuilding);
    const other = instance().rebuilding;
    expect(await other.begin({ id: 'request', purpose: 'verify' })).toEqual(outcome);
    expect(await other.outcomeOf(2, 'request')).toEqual(outcome);
    expect(await other.outcomeOf(2, 'another')).toBeUndefined();
    const build = await begin(rebuilding, 'next', 'verify');
    await build.sink.open([P0]);
    expect(await rebuilding.drop()).toBe(true);
    await expect(build.finish()).rejects.toThrow(RebuildOver);
    await end(build);
    expect(await schemas()).toEqual([{ nspname: 'tally_1' }]);
  });

  it('leaves tables when its process dies before they are dropped: the next build drops them', async () => {
    const { rebuilding } = await served();
    await verified(rebuilding);
    expect(await schemas()).toHaveLength(2);
    const { build } = await verified(instance().rebuilding, 'next');
    await end(build);
    expect(await schemas()).toEqual([{ nspname: 'tally_1' }]);
  });
});

describe('a new version', () => {
  const second: Projection = {
    ...tallyProjection,
    version: 2,
    tables: tallyProjection.tables.replace('texts text NOT NULL', `texts text NOT NULL, note text DEFAULT 'new'`),
  };

  it('is built while the one before answers, if its queries can ask that', async () => {
    const first = await served();
    const { readModel, sink, rebuilding } = instance({ ...second, answersFrom: 1 });
    expect(await rebuilding.outdated()).toEqual({ answers: true });
    await expect(sink.open([P0])).rejects.toThrow(Retriable);
    const build = await begin(rebuilding);
    await build.sink.open([P0]);
    await build.sink.store(batchOf([...story, record(3, 'b', '!')]), calm);
    expect(await tally(readModel)).toEqual(told);
    const outcome = await build.finish();
    expect(outcome?.to).toEqual({ number: 2, version: 2 });
    expect(outcome?.tables).toEqual([
      { table: 'applied_events', rows: 4, checksum: expect.any(String) },
      { table: 'tally', rows: 2, checksum: expect.any(String) },
    ]);
    expect(await rebuilding.outdated()).toBeUndefined();
    await sink.open([P0]);
    expect(await readModel.query('SELECT DISTINCT note FROM $schema.tally')).toEqual([{ note: 'new' }]);
    await expect(first.sink.store(batchOf([record(3, 'b', '!')]), calm)).rejects.toThrow(PositionLost);
  });

  it('says that the read model is away where its queries can’t ask the one before', async () => {
    await served();
    const { readModel, rebuilding } = instance(second);
    expect(await rebuilding.outdated()).toEqual({ answers: false });
    await expect(tally(readModel)).rejects.toThrow(DatabaseAway);
  });

  it('starts at once where there was none before, and where its pointer was lost', async () => {
    const { readModel, sink, rebuilding } = instance(second);
    expect(await rebuilding.outdated()).toBeUndefined();
    await sink.open([P0]);
    await sink.store(batchOf(story), calm);
    await database.query('TRUNCATE projections.active');
    const again = instance(second);
    expect(await again.readModel.schema()).toBe(await readModel.schema());
    expect(await tally(again.readModel)).toEqual(told);
  });
});
