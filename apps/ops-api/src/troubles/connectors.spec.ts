import { expect, test } from '@jest/globals';
import { askConnectors, brokenAmong } from './connectors.js';

const running = { state: 'RUNNING' };
const connector = (...tasks: { state: string; trace?: string }[]) => ({ status: { connector: running, tasks } });

test('connectors that work are no trouble', () => {
  expect(brokenAmong({ backoffice: connector(running) })).toEqual([]);
});

test('a failed task is told with the class of its error, and not with what that quotes', () => {
  const trace =
    'org.apache.ConnectException: x\n\tat y\nCaused by: org.postgresql.PSQLException: Key (email)=(ann@x.org)';
  expect(brokenAmong({ backoffice: connector(running, { state: 'FAILED', trace }) })).toEqual([
    { connector: 'backoffice', state: 'FAILED', reason: 'org.postgresql.PSQLException' },
  ]);
});

test('a connector without a task, and a Connect without a connector, are troubles', () => {
  expect(brokenAmong({ backoffice: connector() })).toMatchObject([{ connector: 'backoffice', state: 'UNASSIGNED' }]);
  expect(brokenAmong({ backoffice: connector({ state: 'PAUSED' }) })).toMatchObject([{ state: 'PAUSED' }]);
  expect(brokenAmong({})).toMatchObject([{ connector: 'Kafka Connect', state: 'ABSENT' }]);
});

test('a Connect that does not answer is away', async () => {
  // Nobody listens on port 9 of this machine.
  expect(await askConnectors('http://127.0.0.1:9')).toMatchObject([{ connector: 'Kafka Connect', state: 'AWAY' }]);
});
