import { expect, test } from '@jest/globals';
import { eventRecord, refusalOfSize, type LogRecord } from '@shop/log-core';
import { decoderOf } from '@shop/log-kafka';
import { topics, UnhappyVip, type CloudEvent } from '@shop/topics';
import { choosingBy, extremeOf } from '@shop/topics/testing';
import { alertRaised } from './alert-raised.js';

test('an alert of whatever its topic allows is understood by who reads it, and fits', () => {
  const decode = decoderOf(topics.alert_events);
  const record = { topic: 'unhappy_vips', partition: 999_999_999, offset: 999_999_999_999_999 } as LogRecord;
  for (let seed = 0; seed < 100; seed++) {
    const cause = extremeOf(UnhappyVip.newest.schema, choosingBy(seed));
    const event = alertRaised(record, cause as CloudEvent<'UnhappyVip', UnhappyVip>, '2026-11-28T12:00:00.000Z');
    const given = eventRecord('alert_events', event);
    expect(refusalOfSize(given)).toBeUndefined();
    expect(decode(Buffer.from(given.value as string))).toMatchObject({ kind: 'event' });
  }
});
