import { expect, test } from '@jest/globals';
import { deadLetterRecord } from '@shop/log-core';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { toRecordBatch } from './batch.js';
import { decoderOf } from './decode.js';
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
