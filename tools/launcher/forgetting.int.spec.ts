import { afterAll, expect, jest, test } from '@jest/globals';
import { connectKafka, ensureTopics, KafkaAppender, SegmentCloser } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { fetchJars } from '../bootstrap/jars.mjs';
import { dumpSegments, segmentsOf } from '../testing/dump-segments.ts';
import { temporaryData } from '../testing/temporary-data.ts';
import { until } from '../testing/until.ts';
import { startKafka } from './kafka.ts';
import { Processes } from './processes.ts';

jest.setTimeout(120_000);

/** A day of retention, in milliseconds. */
const DAY = 300;
const { data, forget } = temporaryData();
afterAll(() => {
  delete process.env['SHOP_DAY_MS'];
  forget();
});

test('a deleted row is in no segment of a quiet partition, by the dump tool of Kafka', async () => {
  process.env['SHOP_DAY_MS'] = String(DAY);
  const kafka = await startKafka(data, new Processes(data).start, await fetchJars());
  const client = connectKafka({ brokers: kafka.brokers, clientId: 'test' });
  const appender = new KafkaAppender(client, { timeoutMs: 10_000 });
  try {
    await ensureTopics(client, { partitions: 2, topics: [topics.users], dayMs: DAY });
    const row = (userId: string, name: string) => ({
      topic: 'users',
      key: userId,
      value: JSON.stringify({ userId, name }),
    });
    await appender.append([
      row('stays', 'Stella Stays'),
      row('goes', 'Gordon Goes'),
      row('goes', 'Gordon Goes-Married'),
    ]);
    await appender.append([{ topic: 'users', key: 'goes', value: null }]);
    const dump = async () => (await dumpSegments(segmentsOf(data.path('kafka', 'log'), ['users']))).get('users');
    expect(await dump()).toContain('Gordon Goes');

    const closer = new SegmentCloser({ kafka: client, appender, topics: ['users'], afterMs: DAY });
    // As ops-api does it: nothing else writes here, so without it nothing would ever be compacted.
    await until(
      'the row to be gone',
      async () => {
        await closer.closeQuiet();
        return !(await dump())?.includes('Gordon');
      },
      60_000,
    );
    expect(await dump()).toContain('Stella Stays');
    // A partition that was closed is left alone until something comes again.
    await until('every partition to be closed', async () => (await closer.closeQuiet()) === 0);
    expect(await closer.closeQuiet()).toBe(0);
  } finally {
    await appender.close();
    await client.close();
    await kafka.stop();
  }
});
