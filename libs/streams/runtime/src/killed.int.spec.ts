import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { NewRecord } from '@shop/log-core';
import type { CloudEvent, ReviewPosted } from '@shop/topics';
import { runTopology } from './run-topology.js';
import { greeting } from './testing/greeting.topology.js';
import { openStreamsLog, reviewRecord, userRecord, type StreamsLog } from './testing/streams-for-tests.js';

jest.setTimeout(90_000);

let log: StreamsLog;
const victims = new Set<ChildProcess>();

beforeAll(async () => {
  log = await openStreamsLog(['reviews_clean', 'users', 'reviews', 'review_pipeline_waiting', 'dead_letters']);
});
afterEach(() => {
  for (const victim of victims) victim.kill('SIGKILL');
});
afterAll(() => log.close());

/** Starts a process that runs the topology. */
function startVictim(env: Record<string, string> = {}): { says(line: string): Promise<void>; kill(): Promise<void> } {
  const hooks = new URL('../../../../tools/testing/run-source.mjs', import.meta.url).href;
  const main = fileURLToPath(new URL('./testing/victim.ts', import.meta.url));
  const victim = spawn(process.execPath, ['--no-warnings', '--conditions=source', '--import', hooks, main], {
    env: { ...process.env, ...env, SHOP_NAMESPACE: log.namespace, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  victims.add(victim);
  const exited = once(victim, 'exit');
  const lines: string[] = [];
  const output = createInterface({ input: victim.stdout! });
  output.on('line', (line) => lines.push(line));
  return {
    async says(line) {
      while (!lines.includes(line)) await once(output, 'line');
    },
    async kill() {
      victim.kill('SIGKILL');
      await exited;
      victims.delete(victim);
    },
  };
}

const append = (...records: NewRecord[]) => log.appender.append(records);
const idsOut = (userId: string) =>
  log
    .read('reviews')
    .flatMap(({ key, content }) =>
      key === userId && content.kind === 'event'
        ? [(content.event as CloudEvent<string, ReviewPosted>).data.reviewId]
        : [],
    );

describe('a process that is killed', () => {
  test('in mid-transaction leaves nothing, and its heir does the work once', async () => {
    await append(userRecord('ann', 'Platinum'));
    const victim = startVictim({ HOLD_COMMIT: 'yes' });
    await victim.says('running');
    await append(reviewRecord({ reviewId: 'a1' }), { topic: 'reviews_clean', key: 'ann', value: 'not json' });
    await victim.says('in mid-transaction');
    await victim.kill();
    expect(idsOut('ann')).toEqual([]);
    const heir = runTopology(log.kafka, greeting);
    await append(reviewRecord({ reviewId: 'a2' }));
    await log.until(() => idsOut('ann').length >= 2);
    await heir.stop();
    expect(idsOut('ann')).toEqual(['a1', 'a2']);
    expect(log.read('dead_letters')).toHaveLength(1);
  });

  test('at any moment, again and again, loses and doubles nothing, waiting reviews included', async () => {
    const known = Array.from({ length: 4 }, (_, n) => `known-${n}`);
    const late = Array.from({ length: 2 }, (_, n) => `late-${n}`);
    await append(...known.map((user) => userRecord(user, 'Gold')));
    const rounds = 3;
    let posted = 0;
    for (let round = 0; round < rounds; round++) {
      const victim = startVictim();
      await victim.says('running');
      const before = log.read('reviews').length;
      for (let n = 0; n < 20; n++, posted++)
        await append(...[...known, ...late].map((userId) => reviewRecord({ reviewId: `${userId}-${posted}`, userId })));
      // The users of one round arrive while it is killed: their reviews are just being released.
      if (round > 0) await append(userRecord(late[round - 1], 'Silver'));
      await log.until(() => log.read('reviews').length > before + round * 5);
      await victim.kill();
    }
    const heir = runTopology(log.kafka, greeting);
    await log.until(() => [...known, ...late].every((user) => idsOut(user).length >= posted));
    await heir.stop();
    for (const user of [...known, ...late])
      expect(idsOut(user)).toEqual(Array.from({ length: posted }, (_, n) => `${user}-${n}`));
  });
});
