import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { connectKafka, ensureTopics, KafkaAppender } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { fetchJars } from '../../tools/bootstrap/jars.mjs';
import { DataFolder } from '../../tools/launcher/data-folder.ts';
import { startKafka } from '../../tools/launcher/kafka.ts';
import { Processes } from '../../tools/launcher/processes.ts';
import { until } from '../../tools/testing/until.ts';
import { Log } from '../src/support/log.ts';
import { isFull } from './support/extent.ts';
import { tell } from './support/figures.ts';
import { expect, test } from '@playwright/test';

const SIZE = '96m';
const RECORD = 'x'.repeat(20_000);

// Only who may mount a file system of a fixed size can fill it without harm to others.
if (isFull && userInfo().uid === 0)
  test("the broker's disk is full: nothing is acknowledged without being appended, and with room again it works", async () => {
    const root = mkdtempSync(join(tmpdir(), 'shop-disk-'));
    const data = DataFolder.open(root);
    const folder = data.folder('kafka');
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
    const processes = new Processes(data);
    const jars = await fetchJars();
    let broker = await startKafka(data, processes.start, jars);
    const kafka = connectKafka({ brokers: broker.brokers, clientId: 'faults' });
    const log = new Log(broker.brokers);
    const appender = new KafkaAppender(kafka);
    const acknowledged: string[] = [];
    let refused = 0;
    const append = async () => {
      const key = `key-${acknowledged.length + refused}`;
      const done = await appender.append([{ topic: 'reviews', key, value: key + RECORD }]).then(
        () => true,
        () => false,
      );
      if (done) acknowledged.push(key);
      else refused++;
      return done;
    };
    try {
      await ensureTopics(kafka, { partitions: 2, topics: [topics.reviews] });
      expect(await append()).toBe(true);
      const ballast = join(folder, 'ballast');
      const used = execFileSync('df', ['--output=avail', '-B1', folder], { encoding: 'utf8' }).split('\n')[1] ?? '0';
      writeFileSync(ballast, Buffer.alloc(Number(used) - 2_000_000));
      await until('the disk to be full', async () => !(await append()), 120_000);
      for (let n = 0; n < 5; n++) await append();
      const before = acknowledged.length;
      rmSync(ballast);
      // A broker whose disk fails ends itself: the launcher starts it again, as it does here.
      await until(
        'the broker to work, or to have given up',
        async () => !broker.process.alive || (await append()),
        60_000,
      );
      if (!broker.process.alive) broker = await startKafka(data, processes.start, jars);
      await until('an acknowledgement', append, 60_000);
      const keys = new Set((await log.records('reviews')).map(({ key }) => key));
      expect(acknowledged.filter((key) => !keys.has(key))).toEqual([]);
      tell(
        `12 disk: full at ${SIZE} after ${before} acknowledged records; ${refused} refused; all ${acknowledged.length} acknowledged are in ` +
          `the log (${keys.size} keys); it works again without repair`,
      );
    } finally {
      await appender.close();
      await log.close();
      await kafka.close();
      await broker.process.kill();
      await until('the folder to be free', () => {
        execFileSync('umount', [folder], { stdio: 'ignore' });
        return true;
      });
      rmSync(root, { recursive: true, force: true });
    }
  });
