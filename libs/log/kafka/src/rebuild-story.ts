import type { BuildPurpose } from '@shop/log-core';
import type { CloudEvent, ControlEvent } from '@shop/topics';

/** What asked for something: enough to tell what came of it. */
export type Cause = Pick<CloudEvent, 'id' | 'correlationid'>;

/** A request to build a read model, and what for. */
export interface Wanted extends Cause {
  readonly purpose: BuildPurpose;
}

/** What `control_events` says of the rebuilds and verifications of one reader, as far as it is still open. */
export interface RebuildStory {
  /** Asked for, and without an outcome. */
  readonly request?: Wanted;
  /** No longer wanted, and without an outcome. */
  readonly cancel?: Cause;
  /** The number of the generation that was told to be under construction. */
  readonly started?: number;
  /** The last request that has an outcome: an event may stand in the log twice, and is obeyed once. */
  readonly ended?: string;
  /** Operators have changed which records are left out since what answers was begun: it may not be what the log says now. */
  readonly skipsChanged?: boolean;
  /** They did so since what is under construction was begun. */
  readonly skipsChangedMeanwhile?: boolean;
}

/** Whether an event tells what came of a rebuild: it ends the story, whoever reports it. */
export function isOutcome({ type }: ControlEvent): boolean {
  return (
    type === 'ProjectionRebuilt' ||
    type === 'ProjectionVerified' ||
    type === 'ProjectionRebuildCancelled' ||
    type === 'ProjectionRebuildFailed'
  );
}

/** The story when nothing is under way any more. */
export function overStory({ request, ended, skipsChanged, skipsChangedMeanwhile }: RebuildStory): RebuildStory {
  const last = request?.id ?? ended;
  return {
    ...(last !== undefined && { ended: last }),
    ...(skipsChanged && { skipsChanged }),
    ...(skipsChangedMeanwhile && { skipsChangedMeanwhile }),
  };
}

/** The story after an event. */
export function evolveStory(story: RebuildStory, event: ControlEvent): RebuildStory {
  if (event.type === 'ProjectionRebuilt') return overStory({ ...story, skipsChanged: story.skipsChangedMeanwhile });
  if (isOutcome(event)) return overStory(story);
  switch (event.type) {
    case 'ProjectionRebuildRequested':
      // What was built by other rules has no need to be equal.
      return begun(story, event, event.data.logWins || story.skipsChanged ? 'logWins' : 'rebuild');
    case 'RecordSkipRequested':
    case 'RecordSkipTakenBack':
      return { ...story, skipsChanged: true, skipsChangedMeanwhile: true };
    case 'ProjectionVerifyRequested':
      return begun(story, event, 'verify');
    case 'ProjectionRebuildCancelRequested':
      return { ...story, cancel: { id: event.id, correlationid: event.correlationid } };
    case 'ProjectionRebuildStarted':
      return { ...story, started: event.data.to.number, skipsChangedMeanwhile: false };
    default:
      return story;
  }
}

function begun(story: RebuildStory, { id, correlationid }: ControlEvent, purpose: BuildPurpose): RebuildStory {
  if (story.request || story.ended === id) return story;
  return { ...story, request: { id, correlationid, purpose } };
}
