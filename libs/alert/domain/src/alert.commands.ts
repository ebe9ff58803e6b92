import type { AlertEventData } from '@shop/topics';

/** Every command says who gives it: a user id, or the name of a process. */
interface Given {
  readonly actor: string;
}

/** An unhappy VIP was seen. */
export interface RaiseAlert extends Given {
  readonly type: 'RaiseAlert';
  readonly alert: AlertEventData['AlertRaised'];
}

/** I have seen it. */
export interface AcknowledgeAlert extends Given {
  readonly type: 'AcknowledgeAlert';
}

/** It is the task of `to` (a user id) from now on. */
export interface AssignAlert extends Given {
  readonly type: 'AssignAlert';
  readonly to: string;
}

/** Leave it alone until then. `now` (RFC 3339) is when the command was given: time is data here. */
export interface SnoozeAlert extends Given {
  readonly type: 'SnoozeAlert';
  readonly until: string;
  readonly now: string;
}

/** Write something down: what it is says the note of this id. */
export interface NoteAlert extends Given {
  readonly type: 'NoteAlert';
  readonly noteId: string;
}

/** It is done: why says the note of this id, if there is one. */
export interface ResolveAlert extends Given {
  readonly type: 'ResolveAlert';
  readonly noteId?: string;
}

/** It is not done after all. */
export interface ReopenAlert extends Given {
  readonly type: 'ReopenAlert';
}

/** What can be asked of an alert. */
export type AlertCommand =
  RaiseAlert | AcknowledgeAlert | AssignAlert | SnoozeAlert | NoteAlert | ResolveAlert | ReopenAlert;
