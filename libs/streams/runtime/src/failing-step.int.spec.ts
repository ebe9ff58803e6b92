import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { deadLetterHeaders, positionOf } from '@shop/log-core';
import { ControlReader, runReader, type RunningReader } from '@shop/log-kafka';
import { topics, type CloudEvent, type ControlEvent, type ReviewPosted } from '@shop/topics';
import type { Topology } from '@shop/streams-topology';
import { greeting } from './testing/greeting.topology.js';
import { openStreamsLog, reviewRecord, userRecord, type StreamsLog } from './testing/streams-for-tests.js';
import { topologySink } from './topology-sink.js';

let log: StreamsLog;
let control: ControlReader;
const running: RunningReader[] = [];

/** Fails where a user is called so, or where a review says so: in the join, or in the step before it. */
const clumsy: Topology = {
  ...greeting,
  steps: greeting.steps.map((step) => {
    if (step.kind === 'filter')
      return {
        ...step,
        keep: (record) => {
          if ((record.value as CloudEvent<string, ReviewPosted>).data.text === 'trip me') throw new RangeError('ouch');
          return step.keep(record);
        },
      };
    if (step.kind !== 'join') return step;
    return {
      ...step,
      joined: (record, row, context) => {
        if (record.key === 'clumsy') throw new TypeError('oops');
        return step.joined(record, row, context);
      },
    };
  }),
};

beforeAll(async () => {
  const names = ['reviews_clean', 'users', 'reviews', 'review_pipeline_waiting', 'dead_letters', 'control_events'];
  log = await openStreamsLog(names as never, 1);
  control = new ControlReader({ kafka: log.kafka, appender: log.appender, app: 'test', instance: 'test-1' });
  await control.caughtUp();
}, 30_000);
afterEach(async () => {
  await Promise.all(running.splice(0).map((reader) => reader.stop()));
}, 20_000);
afterAll(async () => {
  await control.stop();
  await log.close();
}, 20_000);

async function start(): Promise<RunningReader> {
  const reader = runReader(log.kafka, {
    name: clumsy.reader,
    topics: [topics.reviews_clean, topics.users, topics.review_pipeline_waiting],
    sink: topologySink(log.kafka, clumsy),
    skipping: control.skipping(clumsy.reader),
  });
  running.push(reader);
  await reader.caughtUp();
  return reader;
}
const out = (userId: string) =>
  log.read('reviews').flatMap(({ key, content }) => {
    if (key !== userId || content.kind !== 'event') return [];
    const { reviewId, text } = (content.event as CloudEvent<string, ReviewPosted>).data;
    return [[reviewId, text]];
  });
const letters = () =>
  log.read('dead_letters').map(({ raw: { headers } }) => ({
    topic: headers[deadLetterHeaders.topic],
    offset: headers[deadLetterHeaders.offset],
    code: headers[deadLetterHeaders.code],
    message: headers[deadLetterHeaders.message],
  }));
const skipped = () =>
  log
    .read('control_events')
    .flatMap(({ content }) => (content.kind === 'event' ? [(content.event as ControlEvent).data] : []));

describe('a step that fails', () => {
  test('of one record has it put away in the transaction of its position, and the others come out once', async () => {
    await log.appender.append([userRecord('ann', 'Gold')]);
    const positions = await log.appender.append(
      ['r0', 'r1', 'r2', 'r3'].map((reviewId) => reviewRecord({ reviewId, text: reviewId === 'r2' ? 'trip me' : '' })),
    );
    await start();
    await log.until(() => out('ann').length >= 3 && letters().length >= 1 && skipped().length >= 1);
    expect(out('ann')).toEqual(['r0', 'r1', 'r3'].map((id) => [id, 'Gold']));
    const { topic, offset } = positions[2];
    expect(letters()).toEqual([{ topic, offset, code: 'handler.failed', message: 'RangeError: ouch' }]);
    expect(skipped()).toMatchObject([{ position: positions[2], error: { code: 'handler.failed' } }]);
  }, 60_000);

  test('of a row with the reviews that wait for it has the row put away, though the state is restored with every row', async () => {
    await start();
    await log.appender.append([reviewRecord({ reviewId: 'waits', userId: 'clumsy' })]);
    await log.until(() => log.read('review_pipeline_waiting').some(({ key }) => key === 'waits'));
    const [row] = await log.appender.append([userRecord('clumsy', 'Gold')]);
    await log.appender.append([userRecord('bea', 'Silver'), reviewRecord({ reviewId: 'b0', userId: 'bea' })]);
    await log.until(() => out('bea').length >= 1 && letters().length >= 2);
    expect(letters().at(-1)).toMatchObject({ topic: 'users', offset: row.offset, code: 'handler.failed' });
    const users = log.read('users').filter(({ key }) => key === 'clumsy');
    expect(users.map((record) => positionOf(record))).toEqual([row]);
    // A task that begins anew leaves it out of its state, too.
    await running.splice(0)[0].stop();
    const again = await start();
    expect(again.status().state).toBe('running');
    expect(letters()).toHaveLength(2);
    expect(out('clumsy')).toEqual([]);
  }, 60_000);
});
