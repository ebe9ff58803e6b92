import { never, type Decider, type Decision, type Refusal } from '@shop/log-core';
import type { AlertCommand } from './alert.commands.js';
import type { AlertEvent } from './alert.events.js';
import { absentAlert, type AlertState } from './alert.state.js';

/**
 * The rules of an alert: open, acknowledged, resolved, and reopened if need be. Assigning, snoozing and noting don't
 * change the status. A command is held to the same rules as the event it leads to.
 */
export const alertDecider: Decider<AlertCommand, AlertEvent, AlertState> = {
  initialState: absentAlert,

  decide(command, state) {
    const { actor } = command;
    switch (command.type) {
      case 'RaiseAlert':
        return accept(state, { type: 'AlertRaised', data: command.alert, actor });
      case 'AcknowledgeAlert':
        return accept(state, { type: 'AlertAcknowledged', data: {}, actor });
      case 'AssignAlert':
        return accept(state, { type: 'AlertAssigned', data: { to: command.to }, actor });
      case 'SnoozeAlert':
        return liesAhead(command) ?? accept(state, { type: 'AlertSnoozed', data: { until: command.until }, actor });
      case 'NoteAlert':
        return accept(state, { type: 'AlertNoted', data: { noteId: command.noteId }, actor });
      case 'ResolveAlert': {
        const data = command.noteId === undefined ? {} : { noteId: command.noteId };
        return accept(state, { type: 'AlertResolved', data, actor });
      }
      case 'ReopenAlert':
        return accept(state, { type: 'AlertReopened', data: {}, actor });
      default:
        return never(command);
    }
  },

  evolve(state, event) {
    const number = state.number + 1;
    if (ignored(state, event)) return { ...state, number };
    switch (event.type) {
      case 'AlertRaised':
        return { status: 'open', number };
      case 'AlertAcknowledged':
        return { ...state, status: 'acknowledged', acknowledgedBy: event.actor, number };
      case 'AlertAssigned':
        return { ...state, assignee: event.data.to, number };
      case 'AlertSnoozed':
        return { ...state, snoozedUntil: event.data.until, number };
      case 'AlertNoted':
        return { ...state, number };
      case 'AlertResolved':
        return { ...withoutSnooze(state), status: 'resolved', number };
      case 'AlertReopened': {
        // Whoever had seen it before has not seen that it is back.
        const { acknowledgedBy: _seen, ...rest } = withoutSnooze(state);
        return { ...rest, status: 'open', number };
      }
      default:
        return never(event);
    }
  },

  ignored,
};

/** Why an event changes nothing in a state, or undefined when it takes effect. */
function ignored(state: AlertState, event: AlertEvent): Refusal | undefined {
  switch (event.type) {
    case 'AlertRaised':
      return state.status === 'absent'
        ? undefined
        : { code: 'alert.alreadyRaised', reason: 'The alert was raised before.' };
    case 'AlertAcknowledged':
      return (
        isUnresolved(state) ??
        (state.status === 'acknowledged'
          ? { code: 'alert.alreadyAcknowledged', reason: 'The alert was acknowledged before.' }
          : undefined)
      );
    case 'AlertAssigned':
    case 'AlertSnoozed':
    case 'AlertResolved':
      return isUnresolved(state);
    case 'AlertNoted':
      return isRaised(state);
    case 'AlertReopened':
      return (
        isRaised(state) ??
        (state.status === 'resolved'
          ? undefined
          : { code: 'alert.notResolved', reason: 'Only a resolved alert can be reopened.' })
      );
    default:
      return never(event);
  }
}

/** Nothing happens to an alert that was never raised. */
function isRaised(state: AlertState): Refusal | undefined {
  return state.status === 'absent' ? { code: 'alert.notRaised', reason: 'There is no such alert.' } : undefined;
}

/** A resolved alert can only be noted on and reopened. */
function isUnresolved(state: AlertState): Refusal | undefined {
  return (
    isRaised(state) ??
    (state.status === 'resolved'
      ? { code: 'alert.resolved', reason: 'The alert is resolved; reopen it first.' }
      : undefined)
  );
}

/** A snooze ends in the future. Only the command is held to it: the event's own past is no reason to ignore it. */
function liesAhead({ until, now }: { until: string; now: string }): Decision<AlertEvent> | undefined {
  return Date.parse(until) > Date.parse(now)
    ? undefined
    : { refusal: { code: 'alert.snoozeInPast', reason: 'The time until which to snooze has passed.' } };
}

function accept(state: AlertState, event: AlertEvent): Decision<AlertEvent> {
  const refusal = ignored(state, event);
  return refusal ? { refusal } : { events: [event] };
}

function withoutSnooze({ snoozedUntil: _until, ...state }: AlertState): AlertState {
  return state;
}
