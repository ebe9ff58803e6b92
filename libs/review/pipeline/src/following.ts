import { cloudEvent, formatLineage, parseLineage } from '@shop/log-core';
import type { StepContext } from '@shop/streams-topology';
import { MAX_LINEAGE, type CloudEvent, type Position } from '@shop/topics';

/**
 * The event that follows from another one: its id is derived from the cause's, so that doing it twice gives the same
 * event; the lineage grows by the position of the cause.
 */
export function following<Type extends string, Data>(
  type: Type,
  cause: { readonly event: CloudEvent; readonly position: Position },
  data: Data,
  context: StepContext,
): CloudEvent<Type, Data> {
  const { id, subject, correlationid, actor, lineage } = cause.event;
  return cloudEvent(type, subject, data, {
    id: context.deriveId(id, type),
    source: '/review-pipeline',
    time: context.time,
    correlationid,
    causationid: id,
    actor,
    lineage: formatLineage([...parseLineage(lineage), cause.position].slice(-MAX_LINEAGE)),
  });
}
