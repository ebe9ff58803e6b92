import type { CloudEvent, ControlEvent } from '@shop/topics';

/** What asked for something: enough to tell what came of it. */
export type Cause = Pick<CloudEvent, 'id' | 'correlationid'>;

/** What `control_events` says of the rebuilds of one reader, as far as it is still open. */
export interface RebuildStory {
  /** Asked for, and without an outcome. */
  readonly request?: Cause;
  /** No longer wanted, and without an outcome. */
  readonly cancel?: Cause;
  /** The number of the generation that was told to be under construction. */
  readonly started?: number;
}

/** Whether an event tells what came of a rebuild: it ends the story, whoever reports it. */
export function isOutcome({ type }: ControlEvent): boolean {
  return type === 'ProjectionRebuilt' || type === 'ProjectionRebuildCancelled' || type === 'ProjectionRebuildFailed';
}

/** The story after an event. */
export function evolveStory(story: RebuildStory, event: ControlEvent): RebuildStory {
  if (isOutcome(event)) return {};
  const { id, correlationid } = event;
  switch (event.type) {
    case 'ProjectionRebuildRequested':
      return story.request ? story : { ...story, request: { id, correlationid } };
    case 'ProjectionRebuildCancelRequested':
      return { ...story, cancel: { id, correlationid } };
    case 'ProjectionRebuildStarted':
      return { ...story, started: event.data.to.number };
    default:
      return story;
  }
}
