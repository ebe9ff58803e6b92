import { describe, expect, it } from '@jest/globals';
import { Understanding } from './understanding.js';

const T = Date.UTC(2026, 10, 28, 9);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Notes a story: `+` was understood, `-` was not; one a second. @returns when it ends */
function tell(window: Understanding, story: string, from = T): number {
  for (const [index, sign] of [...story].entries()) {
    const at = from + index * SECOND;
    window.note(sign === '+' ? 1 : 0, sign === '-' ? 1 : 0, at);
  }
  return from + story.length * SECOND;
}

describe('the understanding of rows', () => {
  it('is in trouble with the first row that is not understood', () => {
    const rows = new Understanding('rows');
    const now = tell(rows, '++++++++++++++++++++++++-');
    expect(rows.trouble(now)).toEqual({ count: 1, since: now - SECOND, last: now - SECOND });
  });

  it('is well again when twenty rows were understood, one by one or together', () => {
    const rows = new Understanding('rows');
    let now = tell(rows, '--+++++++++++++++++++');
    expect(rows.trouble(now)).toMatchObject({ count: 2 });
    now = tell(rows, '+', now);
    expect(rows.trouble(now)).toBeUndefined();
    const together = new Understanding('rows');
    together.note(3_990, 10, T);
    expect(together.trouble(T)).toMatchObject({ count: 10 });
    together.note(20, 0, T + SECOND);
    expect(together.trouble(T + SECOND)).toMatchObject({ count: 10 });
    expect(together.trouble(T + 11 * SECOND)).toBeUndefined();
  });

  it('is well after a quiet time, where no more rows come', () => {
    const rows = new Understanding('rows');
    const now = tell(rows, '-');
    expect(rows.trouble(now + 9 * MINUTE)).toBeDefined();
    expect(rows.trouble(now + 11 * MINUTE)).toBeUndefined();
  });

  it('begins to count anew after it was well', () => {
    const rows = new Understanding('rows');
    tell(rows, '---++++++++++++++++++++');
    const again = T + 30 * MINUTE;
    rows.note(0, 1, again);
    expect(rows.trouble(again)).toEqual({ count: 1, since: again, last: again });
  });
});

describe('the understanding of events', () => {
  it('bears a few bad ones, as many as half of the last twenty', () => {
    const events = new Understanding('events');
    let now = T;
    // Slowly, so that no minute has many.
    for (const sign of '+-+-+-+-+-+-+-+-+-+-') now = tell(events, sign, now + 15 * SECOND);
    expect(events.trouble(now)).toBeUndefined();
    now = tell(events, '-', now + 15 * SECOND);
    expect(events.trouble(now)).toMatchObject({ count: 11 });
  });

  it('is in trouble when more than ten within a minute are bad, however many are good', () => {
    const events = new Understanding('events');
    events.note(100_000, 10, T);
    expect(events.trouble(T)).toBeUndefined();
    events.note(100_000, 1, T + SECOND);
    expect(events.trouble(T + SECOND)).toMatchObject({ count: 11, since: T });
    events.note(100, 0, T + 2 * SECOND);
    expect(events.trouble(T + 2 * SECOND)).toBeDefined();
    expect(events.trouble(T + 70 * SECOND)).toBeUndefined();
  });

  it('costs nothing and remembers nothing while all is understood', () => {
    const events = new Understanding('events');
    for (let n = 0; n < 100; n++) events.note(4_000, 0, T + n);
    expect(JSON.stringify(events)).toBe(JSON.stringify(new Understanding('events')));
  });
});
