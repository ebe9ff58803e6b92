import { randomUUID } from 'node:crypto';
import type { NewRecord } from '@shop/log-core';
import type { TopicName } from '../../src/support/log.ts';

/** Kinds of records that nobody can understand, with the code under which they are put away. */
export const KINDS = ['not JSON', 'not UTF-8', 'null', 'wrong shape', 'unknown type'] as const;
export type Kind = (typeof KINDS)[number];

/** The code of each kind. */
export const CODES: Readonly<Record<Kind, string>> = {
  'not JSON': 'json.invalid',
  'not UTF-8': 'json.invalid',
  null: 'record.empty',
  'wrong shape': 'schema.mismatch',
  'unknown type': 'type.unknown',
};

/** A record that nobody can understand. */
export function poison(topic: TopicName, kind: Kind, type: string): NewRecord {
  const key = `poison-${randomUUID()}`;
  const event = { specversion: '1.0', id: key, source: '/faults', subject: key, type, data: { poison: true } };
  if (topic === 'users' && kind === 'wrong shape') return { topic, key, value: JSON.stringify({ poison: true }) };
  if (kind === 'null') return { topic, key, value: null };
  if (kind === 'not JSON') return { topic, key, value: `not json ${key}` };
  if (kind === 'not UTF-8') return { topic, key, value: Buffer.from([0xff, 0xfe, 0x00, 0x80]) };
  return { topic, key, value: JSON.stringify(kind === 'wrong shape' ? event : { ...event, type: 'Nonsense' }) };
}
