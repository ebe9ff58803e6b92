import type { RebuildOutcome } from '@shop/api';
import type { ControlEvent, ControlEventData, Generation, Position, TableCompared } from '@shop/topics';

/** What is known of a read model's rebuilds, folded from its control events. */
export interface Rebuilds {
  /** The generation that answers; null until a rebuild has told. */
  readonly generation: Generation | null;
  /** What an operator asked for and its service has not answered yet. */
  readonly request?: { readonly id: string; readonly by: string; readonly at: string };
  readonly building?: Building;
  /** An operator wants it no more, and its service has not answered yet. */
  readonly cancelling?: true;
  readonly last?: RebuildOutcome;
}

/** A generation that is being built. */
export interface Building {
  /** Who wanted it: a user id, or null for a service that was started with a changed projection. */
  readonly by: string | null;
  readonly from: Generation;
  readonly to: Generation;
  readonly since: string;
  /** The consumer group whose offsets are its progress. */
  readonly group: string;
}

/** Before anything is known. */
export const noRebuilds: Rebuilds = { generation: null };

/**
 * What is known after one more event of a read model. Total: what doesn't fit (a second request while one is under way,
 * a cancellation of nothing) changes nothing, as it changes nothing in the service.
 */
export function afterControl(rebuilds: Rebuilds, event: ControlEvent, position: Position): Rebuilds {
  const { request, building } = rebuilds;
  switch (event.type) {
    case 'ProjectionRebuildRequested':
      if (request || building) return rebuilds;
      return { ...settled(rebuilds), request: { id: event.id, by: event.actor, at: event.time } };
    case 'ProjectionRebuildCancelRequested':
      return request || building ? { ...rebuilds, cancelling: true } : rebuilds;
    case 'ProjectionRebuildStarted':
      return { ...rebuilds, generation: event.data.from, building: begun(rebuilds, event) };
    case 'ProjectionRebuilt': {
      const { from, to, took, positions, tables } = event.data;
      const last = { ...outcome('rebuilt', event, position), from, to, took, positions, tables: tables.map(withEqual) };
      return { ...settled(rebuilds, { ...last, by: whoseOf(rebuilds) }), generation: to };
    }
    case 'ProjectionRebuildCancelled':
      if (!request && !building) return rebuilds;
      return settled(rebuilds, { ...outcome('cancelled', event, position), by: whoseOf(rebuilds), ...span(building) });
    case 'ProjectionRebuildFailed': {
      const { failure, tables = [] } = event.data;
      const last = { ...outcome('failed', event, position), failure, tables: tables.map(withEqual), ...span(building) };
      return settled(rebuilds, { ...last, by: whoseOf(rebuilds) });
    }
    default:
      return rebuilds;
  }
}

/** Nothing is under way any more. */
function settled({ generation, last }: Rebuilds, outcome = last): Rebuilds {
  return { generation, ...(outcome && { last: outcome }) };
}

/** A service that was started again goes on with the same generation: then it is still the same rebuild. */
function begun(
  { request, building }: Rebuilds,
  { causationid, data, time }: ControlEvent & { readonly data: ControlEventData['ProjectionRebuildStarted'] },
): Building {
  const { from, to, group } = data;
  if (building?.to.number === to.number) return { ...building, from, to, group };
  return { by: request && request.id === causationid ? request.by : null, from, to, since: time, group };
}

const whoseOf = ({ request, building }: Rebuilds) => (building ? building.by : (request?.by ?? null));

const span = (building: Building | undefined) => building && { from: building.from, to: building.to };

const outcome = (result: RebuildOutcome['result'], { time }: ControlEvent, position: Position) => ({
  result,
  position,
  at: time,
  positions: [],
  tables: [],
});

function withEqual(table: TableCompared): RebuildOutcome['tables'][number] {
  const { rows, checksum, before } = table;
  return { ...table, equal: before ? before.rows === rows && before.checksum === checksum : null };
}
