import { eventsIn, type Json, type Records } from './record.ts';

/** In which status of its alert an event takes effect. */
const TAKES_EFFECT_IN: Readonly<Record<string, readonly string[]>> = {
  AlertRaised: ['absent'],
  AlertAcknowledged: ['open'],
  AlertAssigned: ['open', 'acknowledged'],
  AlertSnoozed: ['open', 'acknowledged'],
  AlertNoted: ['open', 'acknowledged', 'resolved'],
  AlertResolved: ['open', 'acknowledged'],
  AlertReopened: ['resolved'],
};

/** The tables `alerts` and `journal`. */
export function alertTables({ alert_events: records }: Records) {
  const alerts = new Map<string, Json>();
  const journal = eventsIn(records, Object.keys(TAKES_EFFECT_IN)).map(({ key, id, type, data, whole, record }) => {
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
    const takes = TAKES_EFFECT_IN[type]?.includes(alert.status) ?? false;
    if (takes) apply(alert, type, data, whole.actor);
    return { alert_id: key, number: alert.number, event_id: id, type, actor: whole.actor, data, is_ignored: !takes };
  });
  return { alerts: [...alerts.values()], journal };
}

function apply(alert: Json, type: string, data: Json, actor: string): void {
  if (type === 'AlertRaised') [alert.status, alert.user_id] = ['open', data.userId];
  if (type === 'AlertAcknowledged') [alert.status, alert.acknowledged_by] = ['acknowledged', actor];
  if (type === 'AlertAssigned') alert.assignee = data.to;
  if (type === 'AlertSnoozed') alert.snoozed_until = data.until;
  if (type === 'AlertResolved') [alert.status, alert.snoozed_until] = ['resolved', null];
  if (type === 'AlertReopened') [alert.status, alert.snoozed_until, alert.acknowledged_by] = ['open', null, null];
}
