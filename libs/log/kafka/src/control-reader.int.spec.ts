import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, eventRecord } from '@shop/log-core';
import { topics } from '@shop/topics';
import { ControlReader } from './control-reader.js';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog(['control_events', 'products']);
}, 30_000);
afterAll(() => log.close());

const context = {
  id: 'request',
  source: '/ops-api',
  time: '2026-11-21T09:30:00.000Z',
  correlationid: 'c',
  actor: 'ops',
};
const ask = (type: string, id: string) =>
  log.appender.append([
    eventRecord('control_events', cloudEvent(type, 'test.obedient', { reader: 'test.obedient' }, { ...context, id })),
  ]);

test('readers do what operators ask, report it, and remember it after a restart', async () => {
  const reports = new MemorySink();
  const watch = runReader(log.kafka, {
    name: 'test.watch',
    group: 'own',
    topics: [topics.control_events],
    sink: reports,
  });
  const reader = runReader(log.kafka, { name: 'test.obedient', topics: [topics.products], sink: new MemorySink() });
  const options = { kafka: log.kafka, appender: log.appender, app: 'test', instance: 'test-1' };
  const control = new ControlReader(options);
  control.add(reader);
  await Promise.all([reader.caughtUp(), control.caughtUp()]);
  await ask('ReaderPauseRequested', 'first');
  const reported = (type: string) =>
    reports.until(({ records }) =>
      records.some(({ content }) => content.kind === 'event' && content.event.type === type),
    );
  await reported('ReaderPaused');
  expect(reader.status().state).toBe('paused');
  await control.stop();

  const restarted = new ControlReader(options);
  await restarted.caughtUp();
  const again = runReader(log.kafka, { name: 'test.obedient', topics: [topics.products], sink: new MemorySink() });
  restarted.add(again);
  expect(again.status().state).toBe('paused');
  await ask('ReaderResumeRequested', 'second');
  await reported('ReaderResumed');
  expect(again.status().state).not.toBe('paused');
  await Promise.all([watch.stop(), reader.stop(), again.stop(), restarted.stop()]);
}, 40_000);
