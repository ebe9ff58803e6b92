import type { BuildPurpose, RebuildOutcome } from '@shop/api';
import type { ControlEvent, ControlEventData, Generation, Position, TableCompared } from '@shop/topics';

/** What is known of a read model's rebuilds and verifications, folded from its control events. */
export interface Rebuilds {
  /** The generation that answers; null until a rebuild has told. */
  readonly generation: Generation | null;
  /** What an operator asked for and its service has not answered yet. */
  readonly request?: Request;
  readonly building?: Building;
  /** An operator wants it no more, and its service has not answered yet. */
  readonly cancelling?: true;
  readonly last?: RebuildOutcome;
  /** The last request that was obeyed: an event may stand in the log twice. */
  readonly ended?: string;
  /** The last verification that was asked for. */
  readonly verify?: { readonly id: string; readonly at: string };
}

/** What was asked for. */
export interface Request {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly purpose: BuildPurpose;
}

/** A generation that is being built. */
export interface Building {
  /** Who wanted it: a user id, or null for a service that was started with a changed projection. */
  readonly by: string | null;
  readonly purpose: BuildPurpose;
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
  // Two instances may tell what came of one request.
  if (!request && event.causationid !== undefined && event.causationid === rebuilds.ended) return rebuilds;
  switch (event.type) {
    case 'ProjectionRebuildRequested':
      return requested(rebuilds, event, event.data.logWins ? 'logWins' : 'rebuild');
    case 'ProjectionVerifyRequested':
      return requested({ ...rebuilds, verify: { id: event.id, at: event.time } }, event, 'verify');
    case 'ProjectionRebuildCancelRequested':
      return request || building ? { ...rebuilds, cancelling: true } : rebuilds;
    case 'ProjectionRebuildStarted':
      return { ...rebuilds, generation: event.data.from, building: begun(rebuilds, event) };
    case 'ProjectionRebuilt': {
      const { from, to, took, positions, tables, logWins } = event.data;
      const last = { ...outcome('rebuilt', event, position), from, to, took, positions, tables: tables.map(withEqual) };
      const purpose = logWins ? 'logWins' : 'rebuild';
      return { ...settled(rebuilds, { ...last, ...whoseOf(rebuilds), purpose }), generation: to };
    }
    case 'ProjectionVerified': {
      const { from, to, took, positions, tables } = event.data;
      const last = {
        ...outcome('verified', event, position),
        from,
        to,
        took,
        positions,
        tables: tables.map(withEqual),
      };
      return { ...settled(rebuilds, { ...last, ...whoseOf(rebuilds), purpose: 'verify' }), generation: from };
    }
    case 'ProjectionRebuildCancelled':
      if (!request && !building) return rebuilds;
      return settled(rebuilds, {
        ...outcome('cancelled', event, position),
        ...whoseOf(rebuilds),
        ...span(building),
      });
    case 'ProjectionRebuildFailed': {
      const { failure, tables = [] } = event.data;
      const last = { ...outcome('failed', event, position), failure, tables: tables.map(withEqual), ...span(building) };
      return settled(rebuilds, { ...last, ...whoseOf(rebuilds) });
    }
    default:
      return rebuilds;
  }
}

/** Nothing is under way any more. */
function settled({ generation, last, request, ended, verify }: Rebuilds, outcome = last): Rebuilds {
  const id = request?.id ?? ended;
  return {
    generation,
    ...(outcome && { last: outcome }),
    ...(id !== undefined && { ended: id }),
    ...(verify && { verify }),
  };
}

/** Nothing, while something is under way; nor for a request that was obeyed before. */
function requested(rebuilds: Rebuilds, { id, actor, time }: ControlEvent, purpose: BuildPurpose): Rebuilds {
  if (rebuilds.request || rebuilds.building || rebuilds.ended === id) return rebuilds;
  return { ...settled(rebuilds), request: { id, by: actor, at: time, purpose } };
}

/** A service that was started again goes on with the same generation: then it is still the same rebuild. */
function begun(
  { request, building }: Rebuilds,
  { causationid, data, time }: ControlEvent & { readonly data: ControlEventData['ProjectionRebuildStarted'] },
): Building {
  const { from, to, group } = data;
  if (building?.to.number === to.number) return { ...building, from, to, group };
  const { by, purpose } = request && request.id === causationid ? request : { by: null, purpose: 'rebuild' as const };
  return { by, purpose, from, to, since: time, group };
}

const whoseOf = ({ request, building }: Rebuilds): { by: string | null; purpose: BuildPurpose } => {
  const { by, purpose } = building ?? request ?? { by: null, purpose: 'rebuild' };
  return { by, purpose };
};

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
