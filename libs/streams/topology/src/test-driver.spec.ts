import { describe, expect, it } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import type { CloudEvent, Topic } from '@shop/topics';
import { stream } from './stream.js';
import { Task } from './task.js';
import { decodeJson, partitionOf, TestDriver, TEST_EPOCH } from './test-driver.js';

const topic = (name: string, kind: 'events' | 'rows' = 'events') => ({ name, content: { kind } }) as unknown as Topic;
const echo = stream<CloudEvent>('test.echo', topic('said'))
  .map('as it is, with an id that follows', ({ key, value }, context) => ({
    key,
    value: { ...value, id: context.deriveId(value.id, 'Echoed') },
  }))
  .to(topic('echoed'));
const said = (id: string) =>
  cloudEvent('Said', id, {}, { id, source: '/test', time: '2026-01-01T00:00:00Z', correlationid: 'c', actor: 'ann' });
const ids = (driver: TestDriver) => driver.values('echoed').map((event) => (event as CloudEvent).id);

describe('the log of a test', () => {
  it('puts a record into the partition of its key, a second after the one before', () => {
    expect([partitionOf('a', 2), partitionOf('b', 2), partitionOf('ab', 2)]).toEqual([1, 0, 1]);
    const times: string[] = [];
    const timed = stream<CloudEvent>('test.timed', topic('said'))
      .map('as it is', (record, { time }) => {
        times.push(time);
        return record;
      })
      .to(topic('timed'));
    const driver = new TestDriver([timed], { partitions: 2 });
    driver.append('said', 'a', said('one')).append('said', 'b', said('two')).append('said', 'a', said('three'), 0);
    expect(driver.read('said').map(({ partition, offset, key }) => [partition, offset, key])).toEqual([
      [0, 0, 'b'],
      [0, 1, 'a'],
      [1, 0, 'a'],
    ]);
    driver.run();
    expect(times.map((time) => Date.parse(time) - TEST_EPOCH)).toEqual([1000, 2000, 0]);
  });

  it('shows text as it is, JSON parsed and a tombstone as null', () => {
    const driver = new TestDriver([]).append('notes', 'a', 'text').append('notes', 'b', { n: 1 });
    driver.append('notes', 'c', null).append('notes', 'b', { n: 2 }).append('notes', 'd', { n: 3 });
    driver.append('notes', 'd', null);
    expect(driver.values('notes')).toEqual(['text', { n: 1 }, null, { n: 2 }, { n: 3 }, null]);
    expect([...driver.state('notes')]).toEqual([
      ['a', 'text'],
      ['b', { n: 2 }],
    ]);
    expect([...driver.state('nothing')]).toEqual([]);
  });
});

describe('a run', () => {
  it('derives ids from cause and type, or as it is told', () => {
    const driver = new TestDriver([echo]).append('said', 'ann', said('one')).run();
    expect(ids(driver)).toEqual(['one/Echoed']);
    const told = new TestDriver([echo], { deriveId: (cause, type) => `${type} of ${cause}` });
    expect(ids(told.append('said', 'ann', said('one')).run())).toEqual(['Echoed of one']);
  });

  it('goes on where it stood, also after a restart', () => {
    const driver = new TestDriver([echo]).append('said', 'ann', said('one')).run().run();
    expect(ids(driver.restart().append('said', 'ann', said('two')).run())).toEqual(['one/Echoed', 'two/Echoed']);
  });

  it('hands one topology what another one wrote', () => {
    const again = stream<CloudEvent>('test.again', topic('echoed')).to(topic('again'));
    const driver = new TestDriver([again, echo]).append('said', 'ann', said('one')).run();
    expect(driver.values('again')).toEqual(driver.values('echoed'));
    expect(driver.values('again')).toHaveLength(1);
  });

  it('refuses what its decoder does not understand', () => {
    const driver = new TestDriver([echo], {
      decode: (raw, of) => (raw.offset === 0 ? { raw, code: 'test.first', message: of.name } : decodeJson(raw, of)),
    });
    driver.append('said', 'ann', said('one')).append('said', 'ann', said('two')).run();
    expect(ids(driver)).toEqual(['two/Echoed']);
    expect(driver.read('dead_letters')).toMatchObject([
      {
        key: 'said/0',
        headers: {
          'shop.reader': 'test.echo',
          '__connect.errors.exception.class.name': 'test.first',
          '__connect.errors.exception.message': 'said',
        },
      },
    ]);
  });
});

describe('the decoder of a test', () => {
  const raw = { topic: 't', partition: 0, offset: 3, timestamp: 5, key: null, value: null, headers: {} };
  const json = { ...raw, key: new TextEncoder().encode('ann'), value: new TextEncoder().encode('{"n":1}') };

  it('takes null for a tombstone where there are rows, and for trouble where there are events', () => {
    const place = { topic: 't', partition: 0, offset: 3, timestamp: 5 };
    expect(decodeJson(raw, topic('t', 'rows'))).toEqual({ ...place, key: '', raw, content: { kind: 'tombstone' } });
    expect(decodeJson(raw, topic('t'))).toEqual({ raw, code: 'json.invalid', message: expect.stringMatching(/JSON/) });
  });

  it('understands JSON as what the topic holds', () => {
    expect(decodeJson(json, topic('t', 'rows'))).toMatchObject({ key: 'ann', content: { kind: 'row', row: { n: 1 } } });
    expect(decodeJson(json, topic('t'))).toMatchObject({ content: { kind: 'event', event: { n: 1 } } });
  });
});

describe('a task', () => {
  const place = { topic: 'other', partition: 0, offset: 3, timestamp: 5, key: 'ann' };
  const raw = { ...place, key: null, value: null, headers: {} };
  const task = new Task(echo, 0, (cause) => cause);

  it('will not take what it does not read', () => {
    const record = { ...place, raw, content: { kind: 'tombstone' } } as const;
    expect(() => task.process([record])).toThrow('test.echo does not read other');
    expect(() => task.restore(record)).toThrow('other holds no state of test.echo');
  });

  it('wants events from its source', () => {
    const record = { ...place, topic: 'said', raw, content: { kind: 'row', row: {} } } as const;
    expect(() => task.process([record])).toThrow('said holds no event at 3');
  });
});
