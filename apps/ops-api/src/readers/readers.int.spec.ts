import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Accepted, AuditEntry, Customer, MovePreview, MoveTarget, Page, Problem, ReaderInfo } from '@shop/api';
import { ServiceHarness, type Answered } from '@shop/http/testing';
import { AppModule } from '../app.module.js';

jest.setTimeout(120_000);

const READER = 'ops-api.customers';
const path = (rest = '') => `/api/ops/readers/${READER}${rest}`;

describe('the position of a reader', () => {
  let ops: ServiceHarness;
  let staff: { cookie: string };
  let users = 0;

  beforeAll(async () => {
    ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
    while (users < 12)
      await ops.appendUsers({ userId: `user-${users}`, name: `Name ${users++}`, loyaltyStatus: 'Bronze' });
    await caughtUp();
  });
  afterAll(() => ops?.close());

  const until = <T>(url: string, reached: (body: T) => boolean): Promise<Answered<T>> =>
    ops.until<T>(`GET ${url}`, staff, ({ status, body }) => status === 200 && reached(body));
  const reader = async (reached: (info: ReaderInfo) => boolean) => (await until<ReaderInfo>(path(), reached)).body;
  /** The sample may be a second old: it has to know all the users. */
  const caughtUp = () => reader(({ lag, partitions }) => lag === 0 && endsOf(partitions) === users);
  const move = <T = Problem>(body: MoveTarget, name = READER) =>
    ops.ask<T>(`POST /api/ops/readers/${name}/move`, { ...staff, body });
  const preview = async (query: string, name = READER) =>
    (await ops.ask<MovePreview>(`GET /api/ops/readers/${name}/move?${query}`, staff)).body;
  const pause = () => ops.ask<Accepted>(`POST ${path('/pause')}`, staff);
  const resume = () => ops.ask<Accepted>(`POST ${path('/resume')}`, staff);
  const audit = (reached: (items: AuditEntry[]) => boolean) =>
    until<Page<AuditEntry>>(path('/audit'), ({ items }) => reached(items));
  const movedTo = (body: Accepted) =>
    audit((items) =>
      items.some(({ position, outcomes }) => position.offset === body.position.offset && outcomes.length > 0),
    );

  it('is refused while the reader runs, where it would skip, and outside of the log', async () => {
    expect(await move({ to: 'beginning' })).toMatchObject({ status: 409, body: { code: 'reader.running' } });
    await pause();
    expect(await move({ to: 'offset', topic: 'users', partition: 0, offset: 999 })).toMatchObject({
      status: 422,
      body: { code: 'reader.outOfRange' },
    });
    await move({ to: 'beginning' });
    await reader(({ partitions }) => partitions.every(({ position }) => position === 0));
    expect(await move({ to: 'end', skip: true })).toMatchObject({ status: 422, body: { code: 'reader.wouldSkip' } });
    expect((await preview('to=end')).refusal).toMatchObject({ code: 'reader.wouldSkip' });
    await resume();
    await caughtUp();
  });

  it('is refused when it isn’t said what is meant', async () => {
    expect(await move({ to: 'time' })).toMatchObject({ status: 422, body: { code: 'move.incomplete' } });
    expect(await move({ to: 'offset', offset: 1 })).toMatchObject({ status: 422, body: { code: 'move.incomplete' } });
    expect(await move({ to: 'beginning', topic: 'orders' })).toMatchObject({
      status: 422,
      body: { code: 'move.elsewhere' },
    });
    expect((await move({ to: 'beginning' }, 'nobody.nothing')).status).toBe(404);
    expect((await ops.ask('GET /api/ops/readers/nobody.nothing/audit', staff)).status).toBe(404);
  });

  it('is known to its process only where a reader keeps it in memory, which is said, and nobody can pause it', async () => {
    const now = Date.now();
    const row = { id: 'session:s1', revokedAt: new Date(now).toISOString(), expiresAt: new Date(now).toISOString() };
    await ops.appender.append([{ topic: 'revocations', key: row.id, value: JSON.stringify(row) }]);
    const name = 'ops-api.revocations';
    const { body } = await until<ReaderInfo>(
      `/api/ops/readers/${name}`,
      ({ state, partitions }) => state === 'running' && partitions[0].end === 1,
    );
    expect(body).toMatchObject({ kind: 'fold', lag: null, partitions: [{ position: null, lag: null }] });
    expect(await ops.ask(`POST /api/ops/readers/${name}/pause`, staff)).toMatchObject({
      status: 422,
      body: { code: 'reader.keepsState' },
    });
  });

  it('is refused for readers that can’t be moved, with the reason', async () => {
    expect((await preview('to=beginning', 'ops-api.ticker')).refusal).toMatchObject({ code: 'reader.unmovable' });
    const enrich = await preview('to=beginning', 'review-pipeline.enrich');
    expect(new Set(enrich.partitions.map(({ topic }) => topic))).toEqual(new Set(['reviews_clean']));
    expect((await preview('to=beginning&topic=users', 'review-pipeline.enrich')).refusal).toMatchObject({
      code: 'reader.keepsState',
    });
  });

  it('goes back in one partition, and everything since is applied again', async () => {
    const { partitions } = await caughtUp();
    const full = partitions.find(({ end }) => end > 1)!;
    await pause();
    const answered = await move<Accepted>({ to: 'offset', topic: 'users', partition: full.partition, offset: 1 });
    expect(answered).toMatchObject({ status: 202, body: { position: { topic: 'control_events' } } });
    const { body } = await movedTo(answered.body);
    const entry = body.items.find(({ position }) => position.offset === answered.body.position.offset)!;
    expect(entry).toMatchObject({ type: 'ReaderMoveRequested', by: 'user-ops' });
    const place = { topic: 'users', partition: full.partition };
    expect(entry.outcomes).toMatchObject([
      {
        type: 'ReaderMoved',
        data: { partitions: [{ from: { ...place, offset: String(full.end) }, to: { ...place, offset: '1' } }] },
      },
    ]);
    const behind = await reader(({ lag }) => lag === full.end - 1);
    expect(behind.state).toBe('paused');
    // The first unread record is older than this process has looked at the ends, or not: known it is in any case.
    expect(behind.lagSeconds).toBeGreaterThan(0);
    await resume();
    expect(await caughtUp()).toMatchObject({ lagSeconds: 0 });
    const { body: found } = await ops.ask<Page<Customer>>('GET /api/ops/figures/customers?q=name', staff);
    expect(found.items).toHaveLength(12);
  });

  it('goes to a time', async () => {
    const since = new Date().toISOString();
    await ops.appendUsers({ userId: 'user-late', name: 'Late', loyaltyStatus: 'Gold' });
    users++;
    const before = await caughtUp();
    const planned = await preview(`to=time&time=${since}`);
    expect(planned.refusal).toMatchObject({ code: 'reader.running' });
    expect(planned.partitions.reduce((sum, { from, to }) => sum + from! - to, 0)).toBe(1);
    expect(planned.partitions.map(({ end }) => end)).toEqual(before.partitions.map(({ end }) => end));
  });

  it('is moved when the reader is there again, if it was away', async () => {
    await pause();
    await ops.stopApp();
    // ops-api asks, and runs the reader: it is away itself between the request and the move, or after it.
    await ops.startApp();
    await reader(({ state, lag }) => state === 'paused' && lag === 0);
    const { body } = await move<Accepted>({ to: 'beginning' });
    await ops.stopApp();
    await ops.startApp();
    await movedTo(body);
    await reader(({ lag }) => lag === users);
    await resume();
    await caughtUp();
    const again = await audit((items) => items[0]?.type === 'ReaderResumeRequested');
    const moves = again.body.items.find(({ position }) => position.offset === body.position.offset)!.outcomes;
    expect(moves.map(({ type }) => type)).toEqual(['ReaderMoved']);
  });
});

const endsOf = (partitions: ReaderInfo['partitions']) => partitions.reduce((sum, { end }) => sum + end, 0);
