import { describe, expect, it } from '@jest/globals';
import type { LogRecord, RecordBatch } from '@shop/log-core';
import { Suspicion } from './suspicion.js';

/** A partition of records with the offsets 0 to `end - 1`, of which a handler fails of some. */
function search(end: number, poisons: readonly number[], { fetched = end, times = Infinity } = {}) {
  const suspicion = new Suspicion();
  const given: number[] = [];
  const blamed: number[] = [];
  let failures = 0;
  for (let from = 0; from < end;) {
    const size = Math.min(suspicion.most, fetched, end - from);
    given.push(size);
    const offsets = Array.from({ length: size }, (_, index) => from + index);
    const batch = batchOf(offsets.filter((offset) => !blamed.includes(offset)));
    const handled = { ...batch, from, next: from + size };
    const bad = poisons.some((poison) => offsets.includes(poison) && !blamed.includes(poison)) && failures < times;
    if (bad) {
      failures++;
      const culprit = suspicion.failed(handled);
      if (culprit) blamed.push(Number(culprit.offset));
    } else {
      suspicion.stored(handled);
      from += size;
    }
  }
  return { given, blamed, failures };
}

function batchOf(offsets: readonly number[]): RecordBatch {
  const records = offsets.map((offset) => ({ topic: 't', partition: 0, offset }) as LogRecord);
  return { topic: 't', partition: 0, records, bad: [], from: 0, next: 0 };
}

describe('who is to blame for a failure', () => {
  it('is not asked as long as nothing fails', () => {
    expect(search(4_000, [], { fetched: 1_000 }).given).toEqual([1_000, 1_000, 1_000, 1_000]);
  });

  it('is nobody when it was trouble that has passed', () => {
    expect(search(8, [3], { times: 1 })).toEqual({ given: [8, 8], blamed: [], failures: 1 });
    const later = search(8, [3], { times: 3 });
    expect(later.blamed).toEqual([]);
  });

  it('is found by halving, and must fail alone three times', () => {
    expect(search(8, [5])).toMatchObject({ given: [8, 8, 4, 2, 1, 1, 1, 1, 1, 2], blamed: [5] });
  });

  it.each([1, 2, 3, 7, 100, 4_000])('is found anywhere among %i records', (end) => {
    for (const poison of new Set([0, end >> 1, end - 1])) {
      const { blamed, failures } = search(end, [poison]);
      expect(blamed).toEqual([poison]);
      expect(failures).toBeLessThan(18);
    }
  });

  it('are several, one after the other', () => {
    expect(search(40, [0, 1, 17, 39], { fetched: 16 }).blamed).toEqual([0, 1, 17, 39]);
  });

  it('may be a record that could not be understood, if the handler looks at it', () => {
    const suspicion = new Suspicion();
    const bad = { raw: { topic: 't', partition: 0, offset: 7 } as never, code: 'json.invalid', message: 'No JSON.' };
    const batch = { ...batchOf([]), bad: [bad], next: 8 };
    const found = [1, 2, 3].map(() => suspicion.failed(batch)?.offset);
    expect(found).toEqual([undefined, undefined, '7']);
  });

  it('is whom the handler names, without halving', () => {
    const suspicion = new Suspicion();
    const batch = { ...batchOf([0, 1, 2, 3]), next: 4 };
    const at = { topic: 't', partition: 0, offset: '2' };
    expect([1, 2, 3].map(() => suspicion.failed(batch, at))).toEqual([undefined, undefined, at]);
  });
});
