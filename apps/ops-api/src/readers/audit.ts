import type { AuditEntry } from '@shop/api';
import type { ControlRecord } from '../control/control-log.js';

/**
 * What was asked of a reader and what came of it: reports stand with the request that caused them, as far as it is known.
 * What stands in the log twice, asked for by two instances at once, is told once.
 * @param records newest first
 */
export function auditOf(records: readonly ControlRecord[]): AuditEntry[] {
  const known = new Set(records.map(({ event }) => event.id));
  const isOutcome = ({ event }: ControlRecord) => event.causationid !== undefined && known.has(event.causationid);
  return records
    .filter((record) => !isOutcome(record))
    .filter(({ event }, index, asked) => asked.findLastIndex((other) => other.event.id === event.id) === index)
    .map(({ event, position }) => {
      const { id, type, time, actor, data } = event;
      const outcomes = records.filter((record) => record.event.causationid === id).map(outcomeOf);
      return { id, type, time, by: actor, position, data, outcomes: outcomes.toReversed() };
    });
}

function outcomeOf({ event, position }: ControlRecord): AuditEntry['outcomes'][number] {
  const { id, type, time, data } = event;
  return { id, type, time, position, data };
}
