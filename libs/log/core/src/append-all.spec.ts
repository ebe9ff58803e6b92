import { describe, expect, it } from '@jest/globals';
import { appendAll } from './append-all.js';
import { AppendFailed, bytesOf, RecordTooLarge, type Appender, type NewRecord } from './append.js';

const tombstones = (count: number) =>
  Array.from({ length: count }, (_, i): NewRecord => ({ topic: 'users', key: `user-${i}`, value: null }));

/** An appender that takes so many records and bytes at once, and what it was asked for. */
function appenderOf(records: number, bytes: number) {
  const calls: { readonly part: readonly NewRecord[]; readonly timeoutMs?: number }[] = [];
  const appender: Appender = {
    append: async (part, timeoutMs) => {
      const size = part.reduce((sum, each) => sum + bytesOf(each), 0);
      if (part.length > records || size > bytes) throw new RecordTooLarge(`${part.length} records of ${size} bytes`);
      calls.push({ part, timeoutMs });
      return [];
    },
  };
  return { appender, calls, appended: () => calls.flatMap(({ part }) => part) };
}

describe('appending any number of records', () => {
  it('asks for 1,000 at once at most, in order', async () => {
    const { appender, calls, appended } = appenderOf(1_000, Infinity);
    const records = tombstones(100_001);
    await appendAll(appender, records, 7_000);
    expect(appended()).toEqual(records);
    expect([calls.length, calls[0].timeoutMs]).toEqual([101, 7_000]);
  });

  it('asks for 4 MiB at once at most, keys and headers included', async () => {
    const { appender, appended } = appenderOf(1_000, 4 * 1024 * 1024);
    const headers = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`h-${i}`, 'x'.repeat(1_000)]));
    const records = tombstones(1_000).map((record) => ({ ...record, key: 'ä'.repeat(1_000), headers }));
    await appendAll(appender, records);
    expect(appended()).toEqual(records);
  });

  it('appends a record that alone is larger than a part', async () => {
    const { appender, calls } = appenderOf(1_000, Infinity);
    await appendAll(appender, [{ topic: 'users', key: 'a', value: 'x'.repeat(5_000_000) }, ...tombstones(2)]);
    expect(calls.map(({ part }) => part.length)).toEqual([1, 2]);
  });

  it('halves what an appender finds too large together, and gives up on one that alone is', async () => {
    const { appender, appended } = appenderOf(3, 1_000);
    const records = tombstones(20);
    await appendAll(appender, records);
    expect(appended()).toEqual(records);
    const large: NewRecord = { topic: 'users', key: 'a', value: 'x'.repeat(1_000) };
    await expect(appendAll(appender, [...records, large])).rejects.toThrow(RecordTooLarge);
  });

  it('appends nothing where there is nothing, and nothing after what failed', async () => {
    const { appender, calls } = appenderOf(1_000, Infinity);
    await appendAll(appender, []);
    expect(calls).toEqual([]);
    let asked = 0;
    const failing: Appender = { append: () => Promise.reject(new AppendFailed(`Away ${++asked}`, true)) };
    await expect(appendAll(failing, tombstones(5_000))).rejects.toThrow('Away 1');
    expect(asked).toBe(1);
  });
});
