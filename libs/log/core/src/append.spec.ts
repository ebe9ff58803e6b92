import { describe, expect, it } from '@jest/globals';
import { AppendFailed, cloudEvent, eventRecord } from './append.js';

const context = { id: 'event-1', source: '/test', time: '2026-01-01T00:00:00Z', correlationid: 'call-1', actor: 'pat' };

describe('an event in its envelope', () => {
  it('has the attributes of CloudEvents 1.0 and no others than it was given', () => {
    expect(cloudEvent('Said', 'note-1', { text: 'hello' }, context)).toStrictEqual({
      specversion: '1.0',
      id: 'event-1',
      source: '/test',
      type: 'Said',
      subject: 'note-1',
      time: '2026-01-01T00:00:00Z',
      dataschema: 'urn:shop:schema:Said:1',
      datacontenttype: 'application/json',
      correlationid: 'call-1',
      actor: 'pat',
      data: { text: 'hello' },
    });
  });

  it('says what caused it, which request asked for it and the way it came', () => {
    const given = { causationid: 'event-0', requesthash: 'abc', lineage: 'said/0/1' };
    expect(cloudEvent('Said', 'note-1', {}, { ...context, ...given }, 2)).toMatchObject({
      ...given,
      dataschema: 'urn:shop:schema:Said:2',
    });
  });
});

describe('an event as a record', () => {
  const event = cloudEvent('Said', 'note-1', { text: 'hello' }, context);

  it('is structured JSON with its subject as key', () => {
    const record = eventRecord('said', event);
    expect(record).toStrictEqual({
      topic: 'said',
      key: 'note-1',
      value: JSON.stringify(event),
      headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
    });
  });

  it('has another key where one is given', () => expect(eventRecord('said', event, 'pat').key).toBe('pat'));
});

it('is known by its name that an append failed, with what it came of', () => {
  const cause = new Error('away');
  const failed = new AppendFailed('No broker answers.', true, { cause });
  expect([failed.name, failed.message, failed.unknown, failed.cause]).toEqual([
    'AppendFailed',
    'No broker answers.',
    true,
    cause,
  ]);
});
