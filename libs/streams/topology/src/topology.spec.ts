import { describe, expect, it } from '@jest/globals';
import type { CloudEvent, Retention, Topic } from '@shop/topics';
import { stream } from './stream.js';
import { refuseMoves, type Flowing } from './topology.js';

type Said = Flowing<CloudEvent>;
const topic = (name: string, retention: Retention = { kind: 'days', days: 30 }) =>
  ({ name, retention, content: { kind: 'events', events: {} } }) as Topic;
const back = (name: string) => [{ topic: name, partition: 0, from: 7, to: 3 }];

describe('the position of a topology', () => {
  const filter = stream<CloudEvent>('test.filter', topic('in')).to(topic('out'));
  const keep = stream<CloudEvent>('test.keep', topic('in')).to(topic('kept', { kind: 'forever' }));
  const join = stream<CloudEvent>('test.join', topic('in'))
    .join('with rows', {
      table: topic('rows'),
      waiting: {
        topic: topic('waiting'),
        write: (record: Said) => ({ key: record.key, value: record }),
        read: (entry: Said) => entry,
      },
      joined: (record: Said) => record,
    })
    .to(topic('out'));

  it('can go back where a repetition is the same and is forgotten again', () => {
    expect(refuseMoves(filter, back('in'))).toBeUndefined();
  });

  it('never goes forward: what follows from the records between would be missing', () => {
    expect(refuseMoves(filter, [{ topic: 'in', partition: 0, from: 3, to: 7 }])).toMatchObject({
      code: 'reader.wouldSkip',
      reason: expect.stringMatching(/offsets 3 to 6 of in\/0 .* missing in every topic behind/),
    });
  });

  it('stays where it would decide again with other rows', () => {
    expect(refuseMoves(join, back('in'))).toMatchObject({
      code: 'reader.wouldDecideAgain',
      reason: expect.stringMatching(/rows of rows as they are now/),
    });
  });

  it('stays where everything would be there twice, for ever', () => {
    expect(refuseMoves(keep, back('in'))).toMatchObject({
      code: 'reader.wouldRepeat',
      reason: expect.stringMatching(/in kept a second time/),
    });
  });

  it('is not the position of its state', () => {
    for (const state of ['rows', 'waiting'])
      expect(refuseMoves(join, back(state))).toMatchObject({
        code: 'reader.keepsState',
        reason: `${state} is state of this reader: it is read to its end at every start. Only in can be moved.`,
      });
  });
});
