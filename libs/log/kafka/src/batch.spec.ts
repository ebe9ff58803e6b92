import { expect, test } from '@jest/globals';
import { deadLetterRecord } from '@shop/log-core';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { type BatchContext, UnreadRecord } from './batch-record.js';
import { toRecordBatch } from './batch.js';
import { decoderOf } from './decode.js';
import { Undecodable } from './undecodable.js';
import { topics } from '@shop/topics';

const place = { topic: 'reviews', partition: 1 };
const message = (offset: number, headers: object): KafkaMessage => ({
  attributes: 0,
  offset: String(offset),
  timestamp: '1764239400000',
  key: Buffer.from('r1'),
  value: Buffer.from('not json'),
  headers: headers as IHeaders,
});

test('what was before the position is left out', () => {
  const { bad, from, next } = toRecordBatch(place, [message(3, {}), message(4, {})], decoderOf(topics.reviews), 4, 5);
  expect(bad.map(({ raw }) => raw.offset)).toEqual([4]);
  expect([from, next]).toEqual([4, 5]);
});

test('a header that is null, or repeated, keeps no record from the dead letters', () => {
  const headers = { empty: null, twice: [Buffer.from('one'), Buffer.from('two')], once: Buffer.from('é') };
  const { bad } = toRecordBatch(place, [message(4, headers)], decoderOf(topics.reviews), 4, 5);
  expect(bad[0].raw.headers).toEqual({ empty: '', twice: 'two', once: 'é' });
  expect(deadLetterRecord('ops-api.test', bad[0]).headers).toMatchObject({ 'shop.original.header.twice': 'two' });
});

test('offsets that were not read, odd keys and odd times are put away too', () => {
  const good = JSON.stringify({ kind: 'bytes' });
  const of = (offset: number, part: object) => ({ ...message(offset, {}), value: Buffer.from(good), ...part });
  const context = { maxTimestamp: '1' } as BatchContext;
  const unread = new UnreadRecord('7', 7, context, new Undecodable('batch.tooLarge', 'Too large.'));
  const messages = [of(4, {}), of(5, { key: Buffer.from([0xff]) }), of(6, { timestamp: '-1' }), unread as KafkaMessage];
  const { records, bad } = toRecordBatch(place, messages, decoderOf(topics.dead_letters), 4, 8);
  expect(records.map(({ offset }) => offset)).toEqual([4]);
  expect(bad.map(({ raw, code, unread: isUnread }) => [raw.offset, code, isUnread])).toEqual([
    [5, 'key.malformed', undefined],
    [6, 'record.timestamp', undefined],
    [7, 'batch.tooLarge', true],
  ]);
});
