import { Type, type Static } from 'typebox';
import { eventSchema } from './cloud-event.schema.js';

/** The reader it is about: `<app>.<reader>`. */
const Reader = Type.String({ pattern: '^[a-z-]+\\.[a-z-]+$' });

/** An operator (the event's actor) wants the reader to stop taking records. It keeps its membership and position. */
export const ReaderPauseRequested = Type.Object({ reader: Reader });
/** An operator wants it to go on. */
export const ReaderResumeRequested = Type.Object({ reader: Reader });
/** The reader did so; `instance` tells which of its processes. */
export const ReaderPaused = Type.Object({ reader: Reader, instance: Type.String() });
export const ReaderResumed = Type.Object({ reader: Reader, instance: Type.String() });

/** The events of `control_events`, whole, by type. */
export const controlEventSchemas = {
  ReaderPauseRequested: eventSchema('ReaderPauseRequested', 1, ReaderPauseRequested),
  ReaderResumeRequested: eventSchema('ReaderResumeRequested', 1, ReaderResumeRequested),
  ReaderPaused: eventSchema('ReaderPaused', 1, ReaderPaused),
  ReaderResumed: eventSchema('ReaderResumed', 1, ReaderResumed),
} as const;

/** The data of each control event by its type. */
export interface ControlEventData {
  ReaderPauseRequested: Static<typeof ReaderPauseRequested>;
  ReaderResumeRequested: Static<typeof ReaderResumeRequested>;
  ReaderPaused: Static<typeof ReaderPaused>;
  ReaderResumed: Static<typeof ReaderResumed>;
}
