import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { alertDecider, type AlertEvent } from '@shop/alert-domain';
import type { Alert, AlertDetail, HeldAlerts, Page } from '@shop/api';
import { recordsIn, ServiceHarness } from '@shop/http/testing';
import { cloudEvent, fold } from '@shop/log-core';
import type { TopicName, UnhappyVip } from '@shop/topics';
import { io, type Socket } from 'socket.io-client';
import { AppModule } from './app.module.js';
import { NoteForgetter } from './forgetting/note-forgetter.js';

jest.setTimeout(120_000);

const OPS = { userId: 'user-ops', roles: ['ops'] };
const position = (topic: string, offset: number) => ({ topic, partition: 0, offset: String(offset) });

/** What the pipeline says of a bad review by a VIP. */
function unhappyVip(id: string, rating = 1) {
  const data: UnhappyVip = {
    reviewId: `review-${id}`,
    sku: 'baked-beans',
    productName: 'Baked Beans',
    rating,
    text: `Empty tin (${id})`,
    postedAt: '2026-11-21T09:30:00.000Z',
    customer: { userId: 'user-vip', name: 'Vera VIP', email: 'vera@example.com', loyaltyStatus: 'Platinum' },
    userRow: { position: position('users', 5), loyaltyStatus: 'Platinum', updatedAt: '2026-01-01T00:00:00.000Z' },
    rule: `rating ${rating} < 3 and loyaltyStatus Platinum`,
  };
  return cloudEvent('UnhappyVip', 'user-vip', data, {
    id: `unhappy-${id}`,
    source: '/review-pipeline',
    time: data.postedAt,
    correlationid: `correlation-${id}`,
    actor: 'user-vip',
    lineage: 'reviews/0/1,reviews_clean/0/2,enriched_reviews/0/3',
  });
}

describe('notifier', () => {
  let notifier: ServiceHarness;
  let ops: { cookie: string };
  let origin: string;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    notifier = await ServiceHarness.start({ name: 'notifier', module: AppModule });
    origin = await notifier.listen();
    ops = { cookie: await notifier.session.cookie(OPS) };
    await notifier.appendUsers(
      { userId: 'user-vip', name: 'Vera VIP', loyaltyStatus: 'Platinum' },
      { userId: 'user-ops', name: 'Olu Ops', loyaltyStatus: 'Bronze' },
    );
  });

  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await notifier?.close();
  });

  /** A console, and the alerts that it was pushed. */
  function console(cookie: string, after?: number) {
    const alerts: Alert[] = [];
    const socket = io(`${origin}/alerts`, {
      transports: ['websocket'],
      extraHeaders: { cookie },
      auth: { after },
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    const waiting = new Set<() => void>();
    socket.on('alert', (alert: Alert) => {
      alerts.push(alert);
      for (const look of waiting) look();
    });
    const until = (reached: (alerts: readonly Alert[]) => boolean) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!reached(alerts)) return;
          waiting.delete(look);
          done();
        };
        waiting.add(look);
        look();
      });
    return { socket, alerts, until };
  }

  const openAlert = async (id: string): Promise<Alert> => {
    await notifier.appendEvents('unhappy_vips', unhappyVip(id));
    // Names are looked up in a copy of the users that follows by itself.
    const { body } = await notifier.until<Page<Alert>>('GET /api/ops/alerts?limit=100', ops, ({ body }) =>
      body.items?.some(({ reviewId, customer }) => reviewId === `review-${id}` && customer.name === 'Vera VIP'),
    );
    return body.items.find(({ reviewId }) => reviewId === `review-${id}`)!;
  };

  it('raises an alert once, however often it hears of the review, and knows the customer by looking up', async () => {
    await notifier.appendEvents('unhappy_vips', unhappyVip('once'), unhappyVip('once'));
    await notifier.appendEvents('unhappy_vips', unhappyVip('once'));
    const last = await openAlert('after-once');
    const { body } = await notifier.ask<Page<Alert>>('GET /api/ops/alerts?limit=100', ops);
    const raised = body.items.filter(({ reviewId }) => reviewId === 'review-once');
    expect(raised).toHaveLength(1);
    expect(raised[0]).toMatchObject({
      status: 'open',
      rating: 1,
      customer: { userId: 'user-vip', name: 'Vera VIP', email: 'user-vip@example.com', loyaltyStatus: 'Platinum' },
    });
    const { body: detail } = await notifier.ask<AlertDetail>(`GET /api/ops/alerts/${raised[0].alertId}`, ops);
    // The repetitions have the first one's id, so they are not even in the history.
    expect(detail.events).toHaveLength(1);
    expect(last.sequence).toBeGreaterThan(raised[0].sequence);
  });

  it('says why', async () => {
    const { alertId } = await openAlert('why');
    const { body } = await notifier.ask<AlertDetail>(`GET /api/ops/alerts/${alertId}`, ops);
    expect(body.sequence).toBe(Number(body.events.at(-1)!.position.offset) + 1);
    expect(body.why.lineage.map(({ topic }) => topic)).toEqual([
      'reviews',
      'reviews_clean',
      'enriched_reviews',
      'unhappy_vips',
    ]);
    expect(body.why).toMatchObject({
      rule: 'rating 1 < 3 and loyaltyStatus Platinum',
      userRow: { loyaltyStatus: 'Platinum' },
    });
  });

  it('takes every step of its life, and says who took it', async () => {
    const { alertId } = await openAlert('life');
    const step = (path: string, body?: object) =>
      notifier.ask<Alert>(`POST /api/ops/alerts/${alertId}/${path}`, { ...ops, body });
    expect((await step('acknowledge')).body).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Olu Ops' });
    expect((await step('assign', { to: 'user-ops' })).body).toMatchObject({ assignee: 'Olu Ops' });
    expect((await step('snooze', { until: '2099-01-01T00:00:00Z' })).body).toMatchObject({
      snoozedUntil: '2099-01-01T00:00:00Z',
    });
    expect((await step('notes', { text: 'Called.' })).status).toBe(200);
    expect((await step('resolve', { reason: 'Refunded.' })).body).toMatchObject({ status: 'resolved' });
    expect(await step('acknowledge')).toMatchObject({ status: 409, body: { code: 'alert.resolved' } });
    expect((await step('reopen')).body).toMatchObject({ status: 'open' });
    const { body } = await notifier.ask<AlertDetail>(`GET /api/ops/alerts/${alertId}`, ops);
    expect(body.events.map(({ type, actor }) => [type, actor])).toEqual([
      ['AlertRaised', 'notifier'],
      ['AlertAcknowledged', 'Olu Ops'],
      ['AlertAssigned', 'Olu Ops'],
      ['AlertSnoozed', 'Olu Ops'],
      ['AlertNoted', 'Olu Ops'],
      ['AlertResolved', 'Olu Ops'],
      ['AlertReopened', 'Olu Ops'],
    ]);
  });

  it('shows an alert as it was at every point: the same as its events folded up to it', async () => {
    const { alertId } = await openAlert('then');
    const step = (path: string, body?: object) =>
      notifier.ask(`POST /api/ops/alerts/${alertId}/${path}`, { ...ops, body });
    await step('assign', { to: 'user-ops' });
    await step('snooze', { until: '2099-01-01T00:00:00Z' });
    await step('acknowledge');
    await step('resolve', {});
    await step('reopen');
    await step('notes', { text: 'Called.' });
    const get = (at: string) =>
      notifier.ask<AlertDetail>(`GET /api/ops/alerts/${alertId}?at=${encodeURIComponent(at)}`, ops);
    const { events } = (await notifier.ask<AlertDetail>(`GET /api/ops/alerts/${alertId}`, ops)).body;
    expect(events).toHaveLength(7);
    for (const { number, time } of events) {
      const { body: then } = await get(String(number));
      // The interface has names where the events have ids; both are of the one operator.
      const state = fold(alertDecider, events.slice(0, number + 1) as unknown as AlertEvent[]);
      const { status, acknowledgedBy, assignee, snoozedUntil } = then;
      expect({ status, acknowledgedBy, snoozedUntil, assigned: assignee !== undefined }).toEqual({
        status: state.status,
        acknowledgedBy: state.acknowledgedBy,
        snoozedUntil: state.snoozedUntil,
        assigned: state.assignee !== undefined,
      });
      expect(then.events).toEqual(events.slice(0, number + 1));
      expect(then.sequence).toBe(Number(events[number].position.offset) + 1);
      const atTime = (await get(time)).body;
      expect(atTime.events.length).toBeGreaterThan(number);
      expect(atTime).toEqual((await get(String(atTime.events.length - 1))).body);
    }
    expect(await get('7')).toMatchObject({ status: 404, body: { code: 'alert.noSuchMoment' } });
    expect(await get('2026-01-01T00:00:00Z')).toMatchObject({ status: 404, body: { code: 'alert.noSuchMoment' } });
    expect(await get('2026-13-45T99:00:00Z')).toMatchObject({ status: 400 });
  });

  it('takes a step once per Idempotency-Key', async () => {
    const { alertId } = await openAlert('key');
    const note = (text: string) =>
      notifier.ask(`POST /api/ops/alerts/${alertId}/notes`, { ...ops, body: { text }, key: 'note-1' });
    expect([(await note('Called.')).status, (await note('Called.')).status]).toEqual([200, 200]);
    expect(await note('Something else.')).toMatchObject({ status: 422, body: { code: 'idempotencyKey.reused' } });
    const { body } = await notifier.ask<AlertDetail>(`GET /api/ops/alerts/${alertId}`, ops);
    expect(body.events.filter(({ type }) => type === 'AlertNoted')).toHaveLength(1);
  });

  it('is for operations staff', async () => {
    const shopper = await notifier.session.cookie({ userId: 'user-vip' });
    expect((await notifier.ask('GET /api/ops/alerts')).status).toBe(401);
    expect((await notifier.ask('GET /api/ops/alerts', { cookie: shopper })).status).toBe(403);
    const refused = await new Promise((done) =>
      console(shopper).socket.once('connect_error', (error) => done(error.message)),
    );
    expect(refused).toBeTruthy();
  });

  it('pushes what a console missed, then every change with a higher sequence, to all consoles', async () => {
    const missed = await openAlert('missed');
    const first = console(ops.cookie);
    const second = console(ops.cookie, missed.sequence);
    await first.until((alerts) => alerts.some(({ alertId }) => alertId === missed.alertId));

    const live = await openAlert('live');
    for (const { until } of [first, second])
      await until((alerts) => alerts.some(({ alertId }) => alertId === live.alertId));
    expect(second.alerts.map(({ alertId }) => alertId)).not.toContain(missed.alertId);

    await notifier.ask(`POST /api/ops/alerts/${live.alertId}/acknowledge`, ops);
    for (const { until, alerts } of [first, second]) {
      await until((seen) => seen.some(({ alertId, status }) => alertId === live.alertId && status === 'acknowledged'));
      const sequences = alerts.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    }
  });

  it('keeps what was written out of the alerts, and forgets it with the customer', async () => {
    const { alertId } = await openAlert('forgotten');
    const path = `/api/ops/alerts/${alertId}`;
    await notifier.ask(`POST ${path}/notes`, { ...ops, body: { text: 'Lives next to the mill.' } });
    await notifier.ask(`POST ${path}/resolve`, { ...ops, body: { reason: 'Sent flowers to the mill.' } });
    const { body } = await notifier.ask<AlertDetail>(`GET ${path}`, ops);
    expect(JSON.stringify(body)).toMatch(/next to the mill.*flowers/);
    const own = { cookie: await notifier.session.cookie({ userId: 'user-vip' }) };
    const held = async (asked: { cookie: string }) =>
      (await notifier.ask<HeldAlerts>('GET /api/users/user-vip/export/alerts', asked)).body;
    expect(JSON.stringify(await held(own))).toMatch(/next to the mill.*flowers/);
    expect(JSON.stringify(await held(own))).not.toMatch(/Olu Ops|user-ops/);
    const other = { cookie: await notifier.session.cookie({ userId: 'user-other' }) };
    expect(await held(other)).toMatchObject({ code: 'user.notFound' });
    const written = async (topic: TopicName) =>
      JSON.stringify((await recordsIn(notifier.kafka, topic)).map(({ content }) => content));
    expect(await written('alert_events')).not.toContain('the mill');
    expect(await written('alert_notes')).toContain('the mill');
    await notifier.appender.append([{ topic: 'users', key: 'user-vip', value: null }]);
    await notifier.until(`GET ${path}`, ops, (answered) => !JSON.stringify(answered.body).includes('the mill'));
    const notes = notifier.app.get(NoteForgetter);
    const left = () => notifier.database.query('SELECT FROM notes_1.notes');
    while ((await left()).length > 0) await notes.sweep();
    // For those who come after.
    await notifier.appendUsers({ userId: 'user-vip', name: 'Vera VIP', loyaltyStatus: 'Platinum' });
  });

  it('answers the same after its database was emptied', async () => {
    const { alertId } = await openAlert('rebuilt');
    await notifier.ask(`POST /api/ops/alerts/${alertId}/notes`, { ...ops, body: { text: 'Remember me.' } });
    const saved = await notifier.ask(`GET /api/ops/alerts?limit=100`, ops);
    const savedOne = await notifier.ask(`GET /api/ops/alerts/${alertId}`, ops);
    await notifier.stopApp();
    await notifier.database.query('DROP SCHEMA alerts_1 CASCADE; DROP SCHEMA customers_1 CASCADE');
    await notifier.startApp();
    await notifier.until(
      `GET /api/ops/alerts?limit=100`,
      ops,
      ({ body }) => JSON.stringify(body) === JSON.stringify(saved.body),
    );
    expect((await notifier.ask(`GET /api/ops/alerts/${alertId}`, ops)).body).toEqual(savedOne.body);
  });
});
