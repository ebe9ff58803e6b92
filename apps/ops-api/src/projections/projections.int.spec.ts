import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LIVE_PATH, type Accepted, type Page, type Problem, type ProjectionInfo } from '@shop/api';
import { ServiceHarness } from '@shop/http/testing';
import { cloudEvent } from '@shop/log-core';
import type { CloudEvent, ControlEventData, Position } from '@shop/topics';
import { io } from 'socket.io-client';
import { AppModule } from '../app.module.js';

jest.setTimeout(120_000);

const name = 'review-api.reviews';
const path = `/api/ops/projections/${name}`;
const one = { number: 1, version: 1 };
const two = { number: 2, version: 1 };
const three = { number: 3, version: 1 };
const group = `${name}.2`;
let number = 0;

/** What the service that keeps the read model says: here the test is that service. */
function said<Type extends keyof ControlEventData>(
  type: Type,
  data: Omit<ControlEventData[Type], 'reader' | 'instance'>,
  causationid?: string,
): CloudEvent {
  return cloudEvent(
    type,
    name,
    { reader: name, instance: 'review-api-1', ...data },
    {
      id: `said-${++number}`,
      source: '/review-api',
      time: new Date().toISOString(),
      correlationid: 'test',
      ...(causationid && { causationid }),
      actor: 'review-api',
    },
  );
}

describe('rebuilding read models through ops-api', () => {
  let ops: ServiceHarness;
  let staff: { cookie: string };
  let origin: string;

  beforeAll(async () => {
    ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    origin = await ops.listen();
    staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
    await ops.until(`GET ${path}`, staff, ({ status }) => status === 200);
  });

  afterAll(async () => {
    await ops?.close();
  });

  const until = (reached: (projection: ProjectionInfo) => boolean) =>
    ops.until<ProjectionInfo>(`GET ${path}`, staff, ({ status, body }) => status === 200 && reached(body));
  const request = () => ops.ask<Accepted & Problem>(`POST ${path}/rebuild`, staff);
  const cancel = () => ops.ask<Accepted & Problem>(`POST ${path}/rebuild/cancel`, staff);

  /** The id of the event at a position of `control_events`. */
  async function idAt({ offset }: Position): Promise<string> {
    type Records = Page<{ position: Position; value: string }>;
    const { body } = await ops.until<Records>('GET /api/ops/topics/control_events/records', staff, ({ body }) =>
      body.items.some(({ position }) => position.offset === offset),
    );
    return JSON.parse(body.items.find(({ position }) => position.offset === offset)!.value).id;
  }

  it('lists the read models of all services, and nothing else', async () => {
    const { body } = await ops.ask<Page<ProjectionInfo>>('GET /api/ops/projections', staff);
    const names = body.items.map((projection) => projection.name);
    expect(names).toEqual(expect.arrayContaining(['basket-api.baskets', 'ops-api.baskets', name]));
    expect(names).not.toContain('review-pipeline.clean');
    expect(names).not.toContain('ops-api.ticker');
    expect(body.items.find((projection) => projection.name === name)).toMatchObject({
      app: 'review-api',
      topics: ['reviews_clean'],
      state: 'serving',
      generation: null,
    });
    // The readers of this very process run; nobody runs review-api here.
    await ops.until<ProjectionInfo>(
      'GET /api/ops/projections/ops-api.sales',
      staff,
      ({ body }) => body.readerState === 'running',
    );
    await until(({ readerState }) => readerState === 'away');
  });

  it('is for operations staff, knows names, and says so', async () => {
    const shopper = { cookie: await ops.session.cookie({ userId: 'user-1', roles: [] }) };
    expect((await ops.ask(`POST ${path}/rebuild`, shopper)).status).toBe(403);
    expect((await ops.ask(`POST ${path}/rebuild`)).status).toBe(401);
    const { status, body } = await ops.ask<Problem>('POST /api/ops/projections/reviews/rebuild', staff);
    expect([status, body.code]).toEqual([404, 'projection.notFound']);
    expect(body.detail).toContain(name);
    const nothing = await cancel();
    expect([nothing.status, nothing.body.code]).toEqual([409, 'rebuild.notUnderWay']);
  });

  it('waits for a service that is away, and can be cancelled meanwhile', async () => {
    const asked = await request();
    expect(asked).toMatchObject({ status: 202, body: { position: { topic: 'control_events', partition: 0 } } });
    const again = await request();
    expect([again.status, again.body.code]).toEqual([409, 'rebuild.underWay']);
    const { body } = await ops.ask<ProjectionInfo>(`GET ${path}`, staff);
    expect(body).toMatchObject({ state: 'requested', requested: { by: 'user-ops' } });
    expect((await cancel()).status).toBe(202);
    expect((await ops.ask<ProjectionInfo>(`GET ${path}`, staff)).body.state).toBe('cancelling');
    expect((await request()).body.code).toBe('rebuild.underWay');
    await ops.appendEvents('control_events', said('ProjectionRebuildCancelled', {}));
    const { body: over } = await until(({ state }) => state === 'serving');
    expect(over.last).toMatchObject({ result: 'cancelled', by: 'user-ops' });
  });

  it('is followed from the first record to equal checksums, and pushed to consoles', async () => {
    const events = Array.from({ length: 40 }, (_, index) =>
      cloudEvent(
        'ReviewPosted',
        `user-${index}`,
        {
          reviewId: `review-${index}`,
          sku: 'bread',
          productName: 'Bread',
          userId: `user-${index}`,
          rating: 4,
          text: '',
        },
        {
          id: `review-${index}`,
          source: '/test',
          time: new Date().toISOString(),
          correlationid: 'test',
          actor: `user-${index}`,
        },
      ),
    );
    await ops.appendEvents('reviews_clean', ...events);
    const socket = io(`${origin}/live`, {
      path: LIVE_PATH,
      transports: ['websocket'],
      extraHeaders: { cookie: staff.cookie },
    });
    const pushed: ProjectionInfo[] = [];
    socket.on('projections', (all: ProjectionInfo[]) => pushed.push(all.find((each) => each.name === name)!));
    try {
      await ops.until(`GET ${path}`, staff, () => pushed.length > 0);
      const { body } = await request();
      const cause = await idAt(body.position);
      await ops.appendEvents('control_events', said('ProjectionRebuildStarted', { from: one, to: two, group }, cause));
      const begun = await until(({ building }) => building?.total === 40);
      expect(begun.body).toMatchObject({ state: 'building', building: { by: 'user-ops', done: null, rate: null } });

      await commit(ops, 'half');
      const half = await until(({ building }) => (building?.done ?? 0) > 0);
      expect(half.body.state).toBe('building');
      expect(half.body.building!.done).toBeLessThan(40);
      await until(({ building }) => building?.rate != null);
      await commit(ops, 'end');
      const full = await until(({ state }) => state === 'comparing');
      expect(full.body.building).toMatchObject({ done: 40, total: 40, secondsLeft: 0 });

      const positions = [{ topic: 'reviews_clean', partition: 0, offset: '40' }];
      const tables = [
        { table: 'reviews', rows: 40, checksum: 'abc', before: { rows: 40, checksum: 'abc' } },
        { table: 'ratings', rows: 1, checksum: 'def', before: { rows: 1, checksum: 'def' } },
      ];
      await ops.appendEvents(
        'control_events',
        said('ProjectionRebuilt', { from: one, to: two, positions, tables, took: 5_120 }, cause),
      );
      const done = await until(({ state }) => state === 'serving');
      expect(done.body.building).toBeUndefined();
      expect(done.body).toMatchObject({
        generation: two,
        last: {
          result: 'rebuilt',
          by: 'user-ops',
          took: 5_120,
          positions,
          tables: tables.map((table) => ({ ...table, equal: true })),
        },
      });
      await ops.until(`GET ${path}`, staff, () => pushed.some(({ last }) => last?.result === 'rebuilt'));
      expect(pushed.map(({ state }) => state)).toEqual(
        expect.arrayContaining(['requested', 'building', 'comparing', 'serving']),
      );
    } finally {
      socket.disconnect();
    }
  });

  it('can be cancelled while it is built, and tells why one failed', async () => {
    const { body: asked } = await request();
    const cause = await idAt(asked.position);
    await ops.appendEvents(
      'control_events',
      said('ProjectionRebuildStarted', { from: two, to: three, group: `${name}.3` }, cause),
    );
    await until(({ state }) => state === 'building');
    expect((await cancel()).status).toBe(202);
    expect((await ops.ask<ProjectionInfo>(`GET ${path}`, staff)).body.state).toBe('cancelling');
    await ops.appendEvents('control_events', said('ProjectionRebuildCancelled', {}));
    await until(({ state, last }) => state === 'serving' && last?.result === 'cancelled');

    await request();
    const failure = { code: 'rebuild.different', reason: 'The table reviews is not equal.' };
    await ops.appendEvents('control_events', said('ProjectionRebuildFailed', { failure }));
    const { body } = await until(({ last }) => last?.result === 'failed');
    expect(body).toMatchObject({ state: 'serving', generation: two, last: { failure } });
  });

  it('verifies without touching what answers, and lets the log win when an operator says so', async () => {
    const verify = () => ops.ask<Accepted & Problem>(`POST ${path}/verify`, staff);
    const { body: asked } = await verify();
    expect((await verify()).body.code).toBe('rebuild.underWay');
    const cause = await idAt(asked.position);
    await ops.appendEvents('control_events', said('ProjectionRebuildStarted', { from: two, to: three, group }, cause));
    const { body: building } = await until(({ state }) => state !== 'requested');
    expect(building.building).toMatchObject({ by: 'user-ops', purpose: 'verify' });
    const differing = { rows: 1, keys: [{ key: '["bread"]', how: 'changed' as const }] };
    const tables = [{ table: 'ratings', rows: 1, checksum: 'a', before: { rows: 1, checksum: 'b' }, differing }];
    const verified = { from: two, to: three, positions: [], tables, equal: false, took: 80 };
    await ops.appendEvents('control_events', said('ProjectionVerified', verified, cause));
    const { body: differs } = await until(({ last }) => last?.result === 'verified');
    expect(differs).toMatchObject({ state: 'serving', generation: two });
    expect(differs.last).toMatchObject({ by: 'user-ops', purpose: 'verify', tables: [{ equal: false, differing }] });

    const { body: wins } = await ops.ask<Accepted>(`POST ${path}/rebuild?logWins=true`, staff);
    const why = await idAt(wins.position);
    expect((await ops.ask<ProjectionInfo>(`GET ${path}`, staff)).body.requested).toMatchObject({ purpose: 'logWins' });
    await ops.appendEvents('control_events', said('ProjectionRebuildStarted', { from: two, to: three, group }, why));
    const won = { from: two, to: three, positions: [], tables, took: 90, logWins: true };
    await ops.appendEvents('control_events', said('ProjectionRebuilt', won, why));
    const { body } = await until(({ last }) => last?.result === 'rebuilt');
    expect(body).toMatchObject({ generation: three, last: { purpose: 'logWins', tables: [{ differing }] } });
  });

  it('of a changed projection is nobody’s, and can’t be cancelled: the new code needs it', async () => {
    const changed = { number: 4, version: 2 };
    await ops.appendEvents(
      'control_events',
      said('ProjectionRebuildStarted', { from: three, to: changed, group: `${name}.4` }),
    );
    const { body: begun } = await until(({ state }) => state === 'building');
    expect(begun.building!.by).toBeNull();
    expect(await cancel()).toMatchObject({ status: 409, body: { code: 'rebuild.needed' } });
    const tables = [{ table: 'reviews', rows: 40, checksum: 'xyz' }];
    await ops.appendEvents(
      'control_events',
      said('ProjectionRebuilt', { from: three, to: changed, positions: [], tables, took: 90 }),
    );
    const { body } = await until(({ state }) => state === 'serving');
    expect(body).toMatchObject({ generation: changed, last: { by: null, tables: [{ rows: 40, equal: null }] } });
  });

  it('knows all of it again after a restart: it is in the log', async () => {
    const before = (await ops.ask<ProjectionInfo>(`GET ${path}`, staff)).body;
    await ops.stopApp();
    await ops.startApp();
    const { body } = await until(() => true);
    expect({ ...body, readerState: before.readerState }).toEqual(before);
  });
});

/** Commits offsets of the rebuild's consumer group, as the generation that is being built does. */
async function commit({ kafka }: ServiceHarness, to: 'half' | 'end'): Promise<void> {
  const topic = kafka.physical('reviews_clean');
  await kafka.ask(async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    const offset = (high: string) => (to === 'end' ? high : String(Math.floor(Number(high) / 2)));
    await admin.setOffsets({
      groupId: kafka.physical(group),
      topic,
      partitions: ends.map(({ partition, high }) => ({ partition, offset: offset(high) })),
    });
  });
}
