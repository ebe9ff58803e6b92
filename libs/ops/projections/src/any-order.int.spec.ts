import { expect, it } from '@jest/globals';
import { deadLetterHeaders } from '@shop/log-core';
import { dumpsOfAnyOrder, type FedLog, type FedRecord, type Projection } from '@shop/log-postgres';
import { customersProjection } from './customers/customers.projection.js';
import { deadLettersProjection } from './dead-letters/dead-letters.projection.js';
import { securityEventsProjection } from './security-events/security-events.projection.js';

const users = Array.from({ length: 50 }, (_, n): FedRecord => {
  const key = `user-${n % 8}`;
  const row = {
    name: `Name ${n}`,
    email: `${n}@example.test`,
    loyaltyStatus: 'Gold',
    updatedAt: `2026-01-01T12:00:${n}Z`,
  };
  return { key, timestamp: 1_767_000_000_000 + n, content: n % 9 === 8 ? { kind: 'tombstone' } : { kind: 'row', row } };
});
/** Over half a year, so that some are too old, in no order, some repeated. */
const securityEvents = Array.from({ length: 60 }, (_, n): FedRecord => {
  const id = `event-${(n * 7) % 50}`;
  const at = new Date(1_767_000_000_000 + ((n * 7) % 50) * 4 * 86_400_000).toISOString();
  const row = { id, at, app: 'test', action: 'signIn', outcome: 'done', actor: null, target: null, client: null };
  return { key: id, timestamp: n, content: { kind: 'row', row: { ...row, code: null } } };
});
/** Every fifth is one that was written before: its reader died in between. */
const letters = Array.from({ length: 50 }, (_, n): FedRecord => {
  const offset = n % 5 === 4 ? n - 4 : n;
  const { topic, partition, offset: at, reader, code, message } = deadLetterHeaders;
  const headers = { [topic]: 'reviews', [partition]: '1', [at]: String(offset), [reader]: 'test.reader' };
  return {
    key: `reviews/${offset % 4}`,
    timestamp: 1_767_000_000_000 + n,
    headers: { ...headers, [code]: 'json.invalid', [message]: `attempt ${n}` },
    content: { kind: 'row', row: 'bad' },
  };
});

it.each<{ projection: Projection; log: FedLog }>([
  { projection: customersProjection, log: { users } },
  { projection: deadLettersProjection, log: { dead_letters: letters } },
  { projection: securityEventsProjection, log: { security_events: securityEvents } },
])(
  '$projection.name: the same log gives the same rows, whatever the batches and the order of partitions',
  async ({ projection, log }) => {
    const [first, ...others] = await dumpsOfAnyOrder(projection, log);
    expect(Object.values(first).flat()).not.toHaveLength(0);
    for (const dump of others) expect(dump).toEqual(first);
  },
);
