import { eventsIn, type Json, type Records } from './record.ts';

const TYPES = ['Raised', 'Acknowledged', 'Assigned', 'Snoozed', 'Noted', 'Resolved', 'Reopened'];

/** The table `alerts`. */
export function alertTables({ alert_events: records }: Records) {
  const alerts = new Map<string, Json>();
  const events = eventsIn(
    records,
    TYPES.map((type) => `Alert${type}`),
  );
  for (const { key, type, data, whole, record } of events) {
    const alert = alerts.get(key) ?? {
      alert_id: key,
      status: 'absent',
      acknowledged_by: null,
      assignee: null,
      snoozed_until: null,
      number: -1,
      user_id: null,
    };
    alerts.set(key, alert);
    alert.number++;
    alert.sequence = record.offset + 1;
    const { status } = alert;
    const unresolved = status === 'open' || status === 'acknowledged';
    if (type === 'AlertRaised' && status === 'absent') [alert.status, alert.user_id] = ['open', data.userId];
    if (type === 'AlertAcknowledged' && status === 'open')
      [alert.status, alert.acknowledged_by] = ['acknowledged', whole.actor];
    if (type === 'AlertAssigned' && unresolved) alert.assignee = data.to;
    if (type === 'AlertSnoozed' && unresolved) alert.snoozed_until = data.until;
    if (type === 'AlertResolved' && unresolved) [alert.status, alert.snoozed_until] = ['resolved', null];
    if (type === 'AlertReopened' && status === 'resolved')
      [alert.status, alert.snoozed_until, alert.acknowledged_by] = ['open', null, null];
  }
  return { alerts: [...alerts.values()] };
}
