import { describe, expect, it } from '@jest/globals';
import { momentsOfAlert } from './alert-moments.js';
import type { AlertStep } from './alert-words.js';

const step = (number: number, type: string, data: unknown = {}): AlertStep => ({
  number,
  id: `event-${number}`,
  type,
  time: `2026-11-21T09:0${number}:00.000Z`,
  data,
  position: { topic: 'alert_events', partition: 0, offset: String(number) },
  actor: 'Olu Ops',
});
const steps = [
  step(0, 'AlertRaised'),
  step(1, 'AlertAssigned', { to: 'user-ann' }),
  step(2, 'AlertAcknowledged'),
  step(3, 'AlertAcknowledged'),
  step(4, 'AlertResolved'),
  step(5, 'AlertSnoozed', { until: '2099-01-01T00:00:00Z' }),
  step(6, 'AlertReopened'),
];
const names = (id: string) => (id === 'user-ann' ? 'Ann' : id);

describe('the moments of an alert', () => {
  const moments = momentsOfAlert(steps, names);

  it('are its state after each step', () => {
    expect(moments.map(({ number, state }) => [number, state.status, state.acknowledgedBy])).toEqual([
      [0, 'open', undefined],
      [1, 'open', undefined],
      [2, 'acknowledged', 'Olu Ops'],
      [3, 'acknowledged', 'Olu Ops'],
      [4, 'resolved', 'Olu Ops'],
      [5, 'resolved', 'Olu Ops'],
      [6, 'open', undefined],
    ]);
  });

  it('say what changed, and why what was ignored was', () => {
    expect(moments[1]!.changes).toEqual([{ what: 'Assigned to', before: '', after: 'Ann' }]);
    expect(moments[6]!.changes).toEqual([
      { what: 'Status', before: 'Resolved', after: 'Open' },
      { what: 'Seen by', before: 'Olu Ops', after: '' },
    ]);
    expect(moments.filter(({ ignored }) => ignored).map(({ number, ignored }) => [number, ignored!.code])).toEqual([
      [3, 'alert.alreadyAcknowledged'],
      [5, 'alert.resolved'],
    ]);
  });

  it('pass over an event type of a later version of the shop', () => {
    expect(momentsOfAlert([...steps, step(7, 'AlertForwarded')], names)).toHaveLength(7);
  });
});
