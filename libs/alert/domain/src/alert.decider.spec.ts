import { describe, expect, it } from '@jest/globals';
import { specification } from '@shop/log-core';
import fc from 'fast-check';
import { alertDecider } from './alert.decider.js';
import type { AlertEvent } from './alert.events.js';

const { given } = specification(alertDecider);
const actor = 'user-ops';
const now = '2026-11-21T09:30:00.000Z';
const later = '2026-11-21T10:30:00.000Z';
const position = { topic: 'users', partition: 1, offset: '5' };
const alert = {
  alertId: 'alert-1',
  reviewId: 'review-1',
  sku: 'baked-beans',
  productName: 'Baked Beans',
  rating: 1,
  text: 'The tin was empty.',
  postedAt: now,
  userId: 'user-1',
  lineage: [],
  userRow: { position, loyaltyStatus: 'Platinum' as const, updatedAt: now },
  rule: 'rating 1 < 3 and loyaltyStatus Platinum',
};
const raised: AlertEvent = { type: 'AlertRaised', data: alert, actor: 'notifier' };
const acknowledged: AlertEvent = { type: 'AlertAcknowledged', data: {}, actor };
const assigned: AlertEvent = { type: 'AlertAssigned', data: { to: 'user-2' }, actor };
const snoozed: AlertEvent = { type: 'AlertSnoozed', data: { until: later }, actor };
const noted: AlertEvent = { type: 'AlertNoted', data: { noteId: 'note-1' }, actor };
const resolved: AlertEvent = { type: 'AlertResolved', data: { noteId: 'note-2' }, actor };
const reopened: AlertEvent = { type: 'AlertReopened', data: {}, actor };

describe('raising', () => {
  it('opens an alert', () => {
    given().when({ type: 'RaiseAlert', alert, actor: 'notifier' }).then(raised);
    expect(given(raised).state).toEqual({ status: 'open', number: 0 });
  });

  it('raises an alert once', () => {
    given(raised).when({ type: 'RaiseAlert', alert, actor: 'notifier' }).thenRefused('alert.alreadyRaised');
    expect(given(raised, resolved).ignoring(raised)?.code).toBe('alert.alreadyRaised');
  });

  it('takes no other step before', () => {
    given().when({ type: 'AcknowledgeAlert', actor }).thenRefused('alert.notRaised');
    given().when({ type: 'NoteAlert', noteId: 'note-1', actor }).thenRefused('alert.notRaised');
    given().when({ type: 'ReopenAlert', actor }).thenRefused('alert.notRaised');
  });
});

describe('working on it', () => {
  it('is acknowledged by the actor, once', () => {
    given(raised).when({ type: 'AcknowledgeAlert', actor }).then(acknowledged);
    expect(given(raised, acknowledged).state).toMatchObject({ status: 'acknowledged', acknowledgedBy: actor });
    given(raised, acknowledged)
      .when({ type: 'AcknowledgeAlert', actor: 'user-2' })
      .thenRefused('alert.alreadyAcknowledged');
  });

  it('is assigned, snoozed and noted without a change of status', () => {
    given(raised).when({ type: 'AssignAlert', to: 'user-2', actor }).then(assigned);
    given(raised).when({ type: 'SnoozeAlert', until: later, now, actor }).then(snoozed);
    given(raised).when({ type: 'NoteAlert', noteId: 'note-1', actor }).then(noted);
    expect(given(raised, assigned, snoozed, noted).state).toEqual({
      status: 'open',
      assignee: 'user-2',
      snoozedUntil: later,
      number: 3,
    });
  });

  it('is not snoozed into the past', () => {
    given(raised).when({ type: 'SnoozeAlert', until: now, now: later, actor }).thenRefused('alert.snoozeInPast');
    given(raised).when({ type: 'SnoozeAlert', until: now, now, actor }).thenRefused('alert.snoozeInPast');
  });
});

describe('resolving and reopening', () => {
  it('ends the snooze and keeps the assignee', () => {
    given(raised, snoozed, assigned).when({ type: 'ResolveAlert', noteId: 'note-2', actor }).then(resolved);
    expect(given(raised, snoozed, assigned, resolved).state).toEqual({
      status: 'resolved',
      assignee: 'user-2',
      number: 3,
    });
  });

  it('resolves without a reason', () => {
    given(raised).when({ type: 'ResolveAlert', actor }).then({ type: 'AlertResolved', data: {}, actor });
  });

  it('takes only notes and reopening afterwards', () => {
    const done = given(raised, resolved);
    done.when({ type: 'AcknowledgeAlert', actor }).thenRefused('alert.resolved');
    done.when({ type: 'AssignAlert', to: 'user-2', actor }).thenRefused('alert.resolved');
    done.when({ type: 'SnoozeAlert', until: later, now, actor }).thenRefused('alert.resolved');
    done.when({ type: 'ResolveAlert', actor }).thenRefused('alert.resolved');
    done.when({ type: 'NoteAlert', noteId: 'note-1', actor }).then(noted);
    done.when({ type: 'ReopenAlert', actor }).then(reopened);
  });

  it('reopens what is resolved only, unseen again', () => {
    given(raised).when({ type: 'ReopenAlert', actor }).thenRefused('alert.notResolved');
    expect(given(raised, acknowledged, resolved, reopened).state).toEqual({ status: 'open', number: 3 });
  });
});

describe('whatever happens, in whatever order', () => {
  const anyEvent = fc.constantFrom(raised, acknowledged, assigned, snoozed, noted, resolved, reopened);

  it('counts every event and lets an ignored one change nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let state = alertDecider.initialState;
        for (const [number, event] of events.entries()) {
          const next = alertDecider.evolve(state, event);
          expect(next.number).toBe(number);
          if (alertDecider.ignored(state, event)) expect({ ...next, number: state.number }).toEqual(state);
          state = next;
        }
      }),
    );
  });

  it('has the status of the last effective step', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        // A second, naive fold: only the status, by hand.
        let status = 'absent';
        for (const { type } of events) {
          if (type === 'AlertRaised' && status === 'absent') status = 'open';
          else if (type === 'AlertAcknowledged' && status === 'open') status = 'acknowledged';
          else if (type === 'AlertResolved' && (status === 'open' || status === 'acknowledged')) status = 'resolved';
          else if (type === 'AlertReopened' && status === 'resolved') status = 'open';
        }
        expect(given(...events).state.status).toBe(status);
      }),
    );
  });
});
