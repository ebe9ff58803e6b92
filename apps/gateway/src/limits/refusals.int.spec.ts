import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { recordsIn } from '@shop/http/testing';
import { connectKafka, ensureTopics } from '@shop/log-kafka';
import { topics, type SecurityEventRow } from '@shop/topics';
import { origin, restart, start, stop } from '../gateway.fixture.js';
import { budgets } from './budgets.js';

const brokers = process.env['SHOP_TEST_KAFKA'] as string;
const namespace = `test-${randomUUID()}`;
const kafka = connectKafka({ brokers, clientId: 'test', namespace });

beforeAll(async () => {
  process.env['SHOP_NAMESPACE'] = namespace;
  await ensureTopics(kafka, { partitions: 1, topics: [topics.security_events] });
  await start();
  await restart({ KAFKA_BROKERS: brokers, SHOP_LIMITS: 'on', SHOP_TRUSTED_HOPS: '1' });
}, 60_000);
afterAll(async () => {
  await stop();
  await kafka.ask(async (admin) => admin.deleteTopics({ topics: [kafka.physical('security_events')] }));
  await kafka.close();
  delete process.env['SHOP_NAMESPACE'];
}, 60_000);

it('what the gateway refuses is in the topic of security events: once of a client and reason, however much is asked', async () => {
  const { requests } = budgets.find(({ name }) => name === 'openings')!;
  const ask = (client: string) =>
    fetch(`${origin}/api/baskets`, { method: 'POST', headers: { 'x-forwarded-for': client } });
  for (const client of ['203.0.113.9', '203.0.113.10']) {
    let refused = 0;
    while (refused < requests) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask(client)));
      refused += answers.filter(({ status }) => status === 429).length;
    }
  }
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: shop\r\nconnection: Upgrade\r\nupgrade: websocket\r\n' +
      'origin: https://evil.example\r\nx-forwarded-for: 203.0.113.11\r\n\r\n',
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);

  let events: SecurityEventRow[] = [];
  while (events.length < 3) {
    events = (await recordsIn(kafka, 'security_events')).map(
      ({ content }) => (content as { row: SecurityEventRow }).row,
    );
  }
  const refused = { app: 'gateway', outcome: 'refused', actor: null };
  expect(events.sort((a, b) => a.client!.localeCompare(b.client!))).toMatchObject([
    { ...refused, action: 'exceedBudget', client: '203.0.113.10', code: 'budget.openings' },
    { ...refused, action: 'openSocket', client: '203.0.113.11', code: 'origin.foreign', target: '/socket.io' },
    { ...refused, action: 'exceedBudget', client: '203.0.113.9', code: 'budget.openings' },
  ]);
  expect(topics.security_events.writers).toContain('gateway');
}, 60_000);
