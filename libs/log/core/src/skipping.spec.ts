import { describe, expect, it } from '@jest/globals';
import type { ControlEvent } from '@shop/topics';
import { PositionLost, Retriable } from './reader.js';
import type { LogRecord, RecordBatch } from './record.js';
import { asHandlerFailure, forHandler, HandlerFailed, MOST_PER_HOUR, RecordSkips } from './skipping.js';

const at = (offset: number) => ({ topic: 'users', partition: 1, offset: String(offset) });
const event = (type: string, offset: number, more: object = {}, minute = 0): ControlEvent =>
  ({
    type,
    actor: 'olga',
    time: `2026-11-28T09:${String(minute).padStart(2, '0')}:00.000Z`,
    data: { reader: 'test.reader', position: at(offset), ...more },
  }) as unknown as ControlEvent;
const asked = (offset: number) => event('RecordSkipRequested', offset, { reason: 'Not a user.' });
const failed = (offset: number, minute = 0) =>
  event('RecordSkipped', offset, { error: { code: 'handler.failed', reason: 'RangeError at x (y.ts:1)' } }, minute);
const takenBack = (offset: number) => event('RecordSkipTakenBack', offset);

function after(...events: ControlEvent[]): RecordSkips {
  const skips = new RecordSkips();
  for (const each of events) skips.on(each);
  return skips;
}
const offsets = (skips: RecordSkips) => skips.all().map(({ position }) => Number(position.offset));

describe('the records that a reader leaves out', () => {
  it('are those that an operator named and those that its handler failed of, until one is taken back', () => {
    const skips = after(asked(3), failed(4), asked(5), takenBack(3));
    expect(skips.all()).toEqual([
      {
        position: at(4),
        code: 'handler.failed',
        reason: 'RangeError at x (y.ts:1)',
        by: 'olga',
        since: '2026-11-28T09:00:00.000Z',
      },
      { position: at(5), code: 'record.skipped', reason: 'Not a user.', by: 'olga', since: '2026-11-28T09:00:00.000Z' },
    ]);
  });

  it('can be left out again after that', () => {
    expect(offsets(after(failed(4), takenBack(4), failed(4)))).toEqual([4]);
  });

  it('are at most five within an hour for errors of the handler; what the log has after that counts for nothing', () => {
    const first = [1, 2, 3, 4, 5].map((offset) => failed(offset, offset));
    expect(offsets(after(...first, failed(6, 30)))).toEqual([1, 2, 3, 4, 5]);
    const skips = after(...first, takenBack(1), failed(6, 30), asked(7));
    expect(offsets(skips)).toEqual([2, 3, 4, 5, 7]);
    expect(skips.leftAt(Date.parse('2026-11-28T09:30:00.000Z'))).toBe(0);
    expect(skips.leftAt(Date.parse('2026-11-28T10:01:00.000Z'))).toBe(1);
    expect(skips.leftAt(Date.parse('2026-11-28T11:00:00.000Z'))).toBe(MOST_PER_HOUR);
  });

  it('are not fewer for events that claim to be of the future', () => {
    const future = [1, 2, 3, 4, 5].map((offset) => ({ ...failed(offset), time: '9999-12-31T23:59:59.999Z' }));
    const skips = after(...future, failed(6, 30));
    expect(offsets(skips)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(skips.leftAt(Date.parse('2026-11-28T09:30:00.000Z'))).toBe(4);
    expect(offsets(after(...future, { ...failed(6), time: future[0].time }))).toEqual([1, 2, 3, 4, 5]);
  });

  it('counts a record once that two instances report', () => {
    expect(after(failed(1), failed(1)).leftAt(Date.parse('2026-11-28T09:00:00.000Z'))).toBe(4);
  });

  it('move from the records of a batch to the bad ones, in their own partition only', () => {
    const record = (offset: number) => ({ offset, raw: { offset } }) as LogRecord;
    const batch = (partition: number): RecordBatch => ({
      topic: 'users',
      partition,
      records: [1, 2, 3].map(record),
      bad: [],
      from: 1,
      next: 4,
    });
    const skips = after(asked(2));
    expect(skips.without(batch(1))).toEqual({
      ...batch(1),
      records: [record(1), record(3)],
      bad: [{ raw: { offset: 2 }, code: 'record.skipped', message: 'Not a user.', leftOut: true }],
    });
    const other = batch(2);
    expect(skips.without(other)).toBe(other);
  });

  it('are bad ones as well, which keep the reason why, and which no handler is given', () => {
    const bad = (offset: number) => ({ raw: { ...at(1), offset } as never, code: 'json.invalid', message: 'No JSON.' });
    const batch = { topic: 'users', partition: 1, records: [], bad: [bad(2), bad(3)], from: 2, next: 4 };
    const without = after(failed(2)).without(batch);
    expect(without.bad).toEqual([{ ...bad(2), leftOut: true }, bad(3)]);
    expect(forHandler(without)).toEqual({ ...batch, bad: [bad(3)] });
    expect(forHandler(batch)).toBe(batch);
  });
});

describe('an error of a handler', () => {
  it('is the handler’s unless it is trouble that passes', () => {
    const [retriable, lost] = [new Retriable('away'), new PositionLost('moved')];
    expect([asHandlerFailure(retriable), asHandlerFailure(lost)]).toEqual([retriable, lost]);
    expect(asHandlerFailure(new RangeError('Invalid time value'), at(3))).toMatchObject({
      name: 'HandlerFailed',
      message: 'RangeError: Invalid time value',
      at: at(3),
    });
    expect(asHandlerFailure('no error at all')).toBeInstanceOf(HandlerFailed);
  });

  it('is trouble that passes when the operating system refused something', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' });
    for (const error of [refused, full, new TypeError('fetch failed', { cause: refused })])
      expect(asHandlerFailure(error)).toBeInstanceOf(Retriable);
  });
});
