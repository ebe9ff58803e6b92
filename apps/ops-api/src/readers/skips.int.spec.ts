import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Accepted, AuditEntry, Customer, Page, Problem, SkippedRecord, SkipWish } from '@shop/api';
import { ServiceHarness } from '@shop/http/testing';
import type { Position } from '@shop/topics';
import { AppModule } from '../app.module.js';

jest.setTimeout(120_000);

const READER = 'ops-api.customers';

describe('one record that a reader is to leave out', () => {
  let ops: ServiceHarness;
  let staff: { cookie: string };
  let first: Position;

  beforeAll(async () => {
    ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
    [first] = await ops.appendUsers({ userId: 'user-a', name: 'Name a', loyaltyStatus: 'Bronze' });
    await customers(1);
  });
  afterAll(() => ops?.close());

  const customers = (count: number) =>
    ops.until<Page<Customer>>(
      'GET /api/ops/figures/customers?q=name',
      staff,
      ({ body }) => body.items?.length === count,
    );
  const skip = <T = Problem>(wish: Partial<SkipWish>, reader = READER) =>
    ops.ask<T>(`POST /api/ops/readers/${reader}/skips`, {
      ...staff,
      body: { reason: 'Nobody is called so.', ...wish },
    });
  const takeBack = <T = Problem>({ topic, partition, offset }: { topic: string; partition: number; offset: string }) =>
    ops.ask<T>(`DELETE /api/ops/readers/${READER}/skips/${topic}/${partition}/${offset}`, staff);
  const skips = async () => (await ops.ask<Page<SkippedRecord>>(`GET /api/ops/readers/${READER}/skips`, staff)).body;
  const wish = ({ topic, partition, offset }: Position): Partial<SkipWish> => ({
    topic,
    partition,
    offset: Number(offset),
  });

  it('is one that it reads and that is there', async () => {
    const at = wish(first);
    expect(await skip(at, 'nobody.nothing')).toMatchObject({ status: 404, body: { code: 'reader.notFound' } });
    expect(await skip({ ...at, topic: 'orders' })).toMatchObject({ status: 422, body: { code: 'skip.elsewhere' } });
    expect(await skip({ ...at, partition: 99 })).toMatchObject({ status: 422, body: { code: 'skip.elsewhere' } });
    expect(await skip({ ...at, offset: 99 })).toMatchObject({ status: 422, body: { code: 'skip.outOfRange' } });
    expect((await skip({ ...at, reason: ' ' })).status).toBe(400);
    expect((await skip({ ...at, offset: -1 })).status).toBe(400);
    expect(await takeBack(first)).toMatchObject({ status: 404, body: { code: 'skip.notFound' } });
    expect((await takeBack({ ...first, offset: 'x' })).status).toBe(400);
    expect((await ops.ask('POST /api/ops/readers/ops-api.customers/skips', { body: at })).status).toBe(401);
  });

  it('is listed with who said so and why until it is taken back, and both stand in the audit', async () => {
    expect(await skip<Accepted>(wish(first))).toMatchObject({ status: 202 });
    expect(await skip(wish(first))).toMatchObject({ status: 409, body: { code: 'skip.exists' } });
    expect((await skips()).items).toMatchObject([
      { position: first, code: 'record.skipped', reason: 'Nobody is called so.', by: 'user-ops' },
    ]);
    expect(await takeBack<Accepted>(first)).toMatchObject({ status: 202 });
    expect((await skips()).items).toEqual([]);
    const { body } = await ops.ask<Page<AuditEntry>>(`GET /api/ops/readers/${READER}/audit`, staff);
    expect(body.items.map(({ type, by }) => [type, by])).toEqual([
      ['RecordSkipTakenBack', 'user-ops'],
      ['RecordSkipRequested', 'user-ops'],
    ]);
  });

  it('is left out before it is applied, and put away', async () => {
    await ops.ask(`POST /api/ops/readers/${READER}/pause`, staff);
    await ops.until(
      `GET /api/ops/readers/${READER}`,
      staff,
      ({ body }) => (body as { state: string }).state === 'paused',
    );
    const [second] = await ops.appendUsers({ userId: 'user-b', name: 'Name b', loyaltyStatus: 'Bronze' });
    await ops.appendUsers({ userId: 'user-c', name: 'Name c', loyaltyStatus: 'Bronze' });
    expect((await skip<Accepted>(wish(second))).status).toBe(202);
    await ops.ask(`POST /api/ops/readers/${READER}/resume`, staff);
    const { body } = await customers(2);
    expect(body.items.map(({ name }) => name).sort()).toEqual(['Name a', 'Name c']);
    const letter = await ops.until<{ items: { id: string }[] }>(
      'GET /api/ops/dead-letters?code=record.skipped',
      staff,
      ({ body: found }) => found.items?.length > 0,
    );
    expect(letter.body.items[0].id).toBe([second.topic, second.partition, second.offset, READER].join(':'));
  });
});
