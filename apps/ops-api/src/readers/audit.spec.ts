import { expect, test } from '@jest/globals';
import type { ControlEvent } from '@shop/topics';
import type { ControlRecord } from '../control/control-log.js';
import { auditOf } from './audit.js';

const record = (offset: number, id: string, type: string, actor: string, causationid?: string): ControlRecord => ({
  event: {
    id,
    type,
    actor,
    time: `2026-11-21T09:30:0${offset}.000Z`,
    causationid,
    data: { offset },
  } as unknown as ControlEvent,
  position: { topic: 'control_events', partition: 0, offset: String(offset) },
});

test('what came of a request stands with it, in the order of the log; what has no known cause stands alone', () => {
  const newestFirst = [
    record(5, 'e', 'ProjectionRebuildStarted', 'ops-api'),
    record(4, 'd', 'ReaderMoved', 'ops-api', 'b'),
    record(3, 'c', 'ReaderMoved', 'ops-api', 'b'),
    record(2, 'b', 'ReaderMoveRequested', 'olga'),
    record(1, 'a', 'ReaderPaused', 'ops-api', 'forgotten'),
  ];
  expect(
    auditOf(newestFirst).map(({ id, type, by, outcomes }) => [id, type, by, outcomes.map((each) => each.id)]),
  ).toEqual([
    ['e', 'ProjectionRebuildStarted', 'ops-api', []],
    ['b', 'ReaderMoveRequested', 'olga', ['c', 'd']],
    ['a', 'ReaderPaused', 'ops-api', []],
  ]);
});
