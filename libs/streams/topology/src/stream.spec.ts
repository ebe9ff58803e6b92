import { describe, expect, it } from '@jest/globals';
import type { CloudEvent, Topic } from '@shop/topics';
import { stream } from './stream.js';
import { describeTopology, joinOf, type Flowing } from './topology.js';

const topic = (name: string, kind: 'events' | 'rows' = 'events') => ({ name, content: { kind } }) as unknown as Topic;
const people = {
  table: topic('people', 'rows'),
  waiting: {
    topic: topic('waiting', 'rows'),
    write: (record: Flowing<CloudEvent>) => ({ key: record.key, value: record }),
    read: (entry: Flowing<CloudEvent>) => entry,
  },
  joined: (record: Flowing<CloudEvent>) => record,
};
const said = () => stream<CloudEvent>('test.echo', topic('said'));

describe('a stream', () => {
  it('begins with a topic of events', () => {
    expect(() => stream('test.echo', people.table)).toThrow('people holds no events; a stream needs some');
  });

  it('is not changed by what is made of it', () => {
    const begun = said();
    begun.filter('nothing', () => false);
    expect(begun.to(topic('echoed')).steps).toEqual([]);
  });

  it('joins one table, and rejects before it joins', () => {
    const joined = said().join('with the speaker', people);
    expect(() => joined.join('with another', people)).toThrow('A stream joins one table');
    expect(() => joined.reject('too late', () => undefined)).toThrow('A stream rejects before it joins');
    expect(() =>
      said()
        .filter('all', () => true)
        .reject('in time', () => undefined),
    ).not.toThrow();
    expect(() =>
      said()
        .filter('all', () => true)
        .join('with the speaker', people),
    ).not.toThrow();
  });
});

describe('the description of a topology', () => {
  it('names dead letters only where something is rejected, and state only where something is joined', () => {
    const plain = said()
      .map('as it is', (record) => record)
      .to(topic('echoed'));
    expect(joinOf(plain)).toBeUndefined();
    expect(describeTopology(plain)).toEqual({
      reader: 'test.echo',
      reads: ['said'],
      writes: ['echoed'],
      steps: [{ kind: 'map', name: 'as it is' }],
    });
  });
});
