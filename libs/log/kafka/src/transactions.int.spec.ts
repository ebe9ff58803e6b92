import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PositionLost, RecordTooLarge } from '@shop/log-core';
import { topics } from '@shop/topics';
import { LogAdmin } from './admin.js';
import { readToEnd } from './read-to-end.js';
import { openTestLog, type TestLog } from './testing/kafka-for-tests.js';
import { KafkaTransactionalAppender } from './transactional-appender.js';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog(['dead_letters', 'products']);
}, 30_000);
afterAll(() => log.close());

const letter = (value: string) => ({ topic: 'dead_letters', key: 'k', partition: 1, value });
const seen = async () => {
  const values: string[] = [];
  const reached = await readToEnd(log.kafka, [{ topic: topics.dead_letters, partition: 1 }], (batch) => {
    values.push(...batch.records.map(({ raw }) => Buffer.from(raw.value as Uint8Array).toString()));
  });
  return { values, reached };
};
const place = { topic: 'products', partition: 1 };

describe('transactions', () => {
  test('show records and offsets together, or not at all', async () => {
    const task = await KafkaTransactionalAppender.open(log.kafka, 'task-1');
    const first = await task.begin();
    const [position] = await first.append([letter('committed')]);
    await first.sendOffsets('test.task', [{ ...place, next: 7 }]);
    await first.commit();
    const second = await task.begin();
    await second.append([letter('aborted')]);
    await second.sendOffsets('test.task', [{ ...place, next: 99 }]);
    await second.abort();
    await task.close();
    const { values, reached } = await seen();
    expect(values).toEqual(['committed']);
    expect(position).toEqual({ topic: 'dead_letters', partition: 1, offset: '0' });
    // Two records and two markers.
    expect(reached).toEqual(new Map([['dead_letters/1', 4]]));
    expect(await new LogAdmin(log.kafka).groupOffsets('test.task', [place])).toEqual(new Map([['products/1', 7]]));
  }, 30_000);

  test('of a zombie are refused, and what it left undone is not seen', async () => {
    const zombie = await KafkaTransactionalAppender.open(log.kafka, 'task-2');
    const undone = await zombie.begin();
    await undone.append([letter('undone')]);
    const heir = await KafkaTransactionalAppender.open(log.kafka, 'task-2');
    const done = await heir.begin();
    await done.append([letter('done')]);
    await done.commit();
    await expect(undone.append([letter('late')])).rejects.toBeInstanceOf(PositionLost);
    await Promise.all([zombie.close(), heir.close()]);
    const { values } = await seen();
    expect(values).not.toContain('undone');
    expect(values).not.toContain('late');
    expect(values).toContain('done');
  }, 30_000);

  test('tell a record that its topic will never take from trouble that passes', async () => {
    const task = await KafkaTransactionalAppender.open(log.kafka, 'task-3');
    const transaction = await task.begin();
    const large = { topic: 'products', key: 'k', value: 'x'.repeat(1_100_000) };
    await expect(transaction.append([large])).rejects.toBeInstanceOf(RecordTooLarge);
    await task.close();
  }, 30_000);
});
