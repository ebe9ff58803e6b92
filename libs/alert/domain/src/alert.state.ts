/** An alert as its events made it. */
export interface AlertState {
  /** `absent` before `AlertRaised`. */
  readonly status: 'absent' | 'open' | 'acknowledged' | 'resolved';
  /** The user id of who acknowledged it. */
  readonly acknowledgedBy?: string;
  /** The user id of whose task it is. */
  readonly assignee?: string;
  /** RFC 3339. Resolving and reopening end it. */
  readonly snoozedUntil?: string;
  /** The number of the last event, ignored ones counted; `AlertRaised` is number 0, and -1 is before it. */
  readonly number: number;
}

/** The state before the first event. */
export const absentAlert: AlertState = { status: 'absent', number: -1 };
