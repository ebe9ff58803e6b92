import { Type, type Static } from 'typebox';
import { eventSchema, type CloudEvent } from './cloud-event.schema.js';
import { Id, Position, Time } from './common.schema.js';

/** The reader it is about: `<app>.<reader>`. */
const Reader = Type.String({ pattern: '^[a-z-]+\\.[a-z-]+$' });
/** Which of the reader's processes reports. */
const Instance = Type.String({ minLength: 1 });
/** What went wrong or was unsafe: a stable code, and a sentence for a person. */
export const Reason = Type.Object({ code: Type.String({ minLength: 1 }), reason: Type.String() });

/** An operator (the event's actor) wants the reader to stop taking records. It keeps its membership and position. */
export const ReaderPauseRequested = Type.Object({ reader: Reader });
/** An operator wants it to go on. */
export const ReaderResumeRequested = Type.Object({ reader: Reader });
/** The reader did so; `instance` tells which of its processes. */
export const ReaderPaused = Type.Object({ reader: Reader, instance: Instance });
export const ReaderResumed = Type.Object({ reader: Reader, instance: Instance });

/**
 * An operator wants a paused reader to read on from other positions. Whatever was asked for (`to`), `positions` are the
 * offsets it came to when it was asked, so that obeying twice does the same.
 */
export const ReaderMoveRequested = Type.Object({
  reader: Reader,
  to: Type.Union([Type.Literal('beginning'), Type.Literal('end'), Type.Literal('offset'), Type.Literal('time')]),
  time: Type.Optional(Time),
  /** Records may be left out: the operator said so. */
  skip: Type.Optional(Type.Boolean()),
  positions: Type.Array(Position, { minItems: 1 }),
});
/** The reader moved those of the partitions that this process has. */
export const ReaderMoved = Type.Object({
  reader: Reader,
  instance: Instance,
  partitions: Type.Array(Type.Object({ from: Position, to: Position })),
});
/** The reader did not move, because it would have been unsafe. */
export const ReaderMoveRefused = Type.Object({ reader: Reader, instance: Instance, refusal: Reason });

/**
 * An operator wants the reader's read model built anew from the log, beside the one that answers. `logWins`: what is built
 * takes its place even if it is not equal, because the operator says that what answers is wrong.
 */
export const ProjectionRebuildRequested = Type.Object({ reader: Reader, logWins: Type.Optional(Type.Boolean()) });
/** An operator, or the schedule of ops-api, wants to know whether the read model is what the log says. Nothing is switched. */
export const ProjectionVerifyRequested = Type.Object({ reader: Reader });
/** An operator wants either of them no more; what was built so far is dropped. */
export const ProjectionRebuildCancelRequested = Type.Object({ reader: Reader });

/** A generation of a read model: its number, and the version of the projection that makes it. */
export const Generation = Type.Object({ number: Type.Integer({ minimum: 1 }), version: Type.Integer({ minimum: 1 }) });
export type Generation = Static<typeof Generation>;
/**
 * A table of two generations at the same position: how many rows, and a checksum that doesn't depend on their order.
 * `before` is absent where the generations are of different versions and so have no need to be equal. `differing` names
 * the first rows that are not equal by their primary keys, and nothing else of them.
 */
export const TableCompared = Type.Object({
  table: Type.String(),
  rows: Type.Integer({ minimum: 0 }),
  checksum: Type.String(),
  before: Type.Optional(Type.Object({ rows: Type.Integer({ minimum: 0 }), checksum: Type.String() })),
  differing: Type.Optional(
    Type.Object({
      rows: Type.Integer({ minimum: 0 }),
      keys: Type.Array(
        Type.Object({
          key: Type.String(),
          how: Type.Union([Type.Literal('missing'), Type.Literal('extra'), Type.Literal('changed')]),
        }),
      ),
    }),
  ),
});
export type TableCompared = Static<typeof TableCompared>;

/** A generation is being built. `group` is the consumer group whose offsets and lag are its progress. */
export const ProjectionRebuildStarted = Type.Object({
  reader: Reader,
  instance: Instance,
  from: Generation,
  to: Generation,
  group: Type.String({ minLength: 1 }),
});
/** It was compared with the one before, and answers from now on. `positions`: where both stood when they were compared. */
export const ProjectionRebuilt = Type.Object({
  reader: Reader,
  instance: Instance,
  from: Generation,
  to: Generation,
  positions: Type.Array(Position),
  tables: Type.Array(TableCompared),
  /** From its start to the switch, in milliseconds. */
  took: Type.Integer({ minimum: 0 }),
  /** An operator said that it need not be equal; `tables` says whether it was. */
  logWins: Type.Optional(Type.Boolean()),
});
/** It was compared with the one that answers, and dropped. The one that answers goes on, equal or not. */
export const ProjectionVerified = Type.Object({
  reader: Reader,
  instance: Instance,
  from: Generation,
  to: Generation,
  positions: Type.Array(Position),
  tables: Type.Array(TableCompared),
  equal: Type.Boolean(),
  /** From its start to its end, in milliseconds. */
  took: Type.Integer({ minimum: 0 }),
});
/** It was dropped because an operator said so. */
export const ProjectionRebuildCancelled = Type.Object({ reader: Reader, instance: Instance });
/** It was dropped because it could not be finished, or was not equal; the one before goes on answering. */
export const ProjectionRebuildFailed = Type.Object({
  reader: Reader,
  instance: Instance,
  failure: Reason,
  tables: Type.Optional(Type.Array(TableCompared)),
});

/**
 * An operator sent a dead letter back to the topic it came from. `letter` is its id, `round` counts how often it was
 * sent, `edited` tells that its bytes were changed: the new event then has an id of its own.
 */
export const DeadLetterSentBack = Type.Object({
  reader: Reader,
  letter: Id,
  to: Position,
  round: Type.Integer({ minimum: 1 }),
  edited: Type.Boolean(),
  eventId: Type.Optional(Id),
});

/**
 * An operator wants one reader to leave one record out. It is put away instead, and rebuilds leave it out, too, until
 * that is taken back.
 */
export const RecordSkipRequested = Type.Object({
  reader: Reader,
  position: Position,
  reason: Type.String({ minLength: 1, maxLength: 500 }),
});
/**
 * The reader's handler failed of one record again and again: the reader leaves it out from now on, as rebuilds do.
 * `error` names the kind of error and where it was thrown, and quotes nothing: this stays in the log for ever.
 */
export const RecordSkipped = Type.Object({
  reader: Reader,
  instance: Instance,
  position: Position,
  eventId: Type.Optional(Id),
  error: Reason,
});
/** An operator wants a record to be left out no longer: the next rebuild applies it. */
export const RecordSkipTakenBack = Type.Object({ reader: Reader, position: Position });

/** The events of `control_events`, whole, by type. */
export const controlEventSchemas = {
  ReaderPauseRequested: eventSchema('ReaderPauseRequested', 1, ReaderPauseRequested),
  ReaderResumeRequested: eventSchema('ReaderResumeRequested', 1, ReaderResumeRequested),
  ReaderPaused: eventSchema('ReaderPaused', 1, ReaderPaused),
  ReaderResumed: eventSchema('ReaderResumed', 1, ReaderResumed),
  ReaderMoveRequested: eventSchema('ReaderMoveRequested', 1, ReaderMoveRequested),
  ReaderMoved: eventSchema('ReaderMoved', 1, ReaderMoved),
  ReaderMoveRefused: eventSchema('ReaderMoveRefused', 1, ReaderMoveRefused),
  ProjectionRebuildRequested: eventSchema('ProjectionRebuildRequested', 1, ProjectionRebuildRequested),
  ProjectionVerifyRequested: eventSchema('ProjectionVerifyRequested', 1, ProjectionVerifyRequested),
  ProjectionRebuildCancelRequested: eventSchema(
    'ProjectionRebuildCancelRequested',
    1,
    ProjectionRebuildCancelRequested,
  ),
  ProjectionRebuildStarted: eventSchema('ProjectionRebuildStarted', 1, ProjectionRebuildStarted),
  ProjectionRebuilt: eventSchema('ProjectionRebuilt', 1, ProjectionRebuilt),
  ProjectionVerified: eventSchema('ProjectionVerified', 1, ProjectionVerified),
  ProjectionRebuildCancelled: eventSchema('ProjectionRebuildCancelled', 1, ProjectionRebuildCancelled),
  ProjectionRebuildFailed: eventSchema('ProjectionRebuildFailed', 1, ProjectionRebuildFailed),
  DeadLetterSentBack: eventSchema('DeadLetterSentBack', 1, DeadLetterSentBack),
  RecordSkipRequested: eventSchema('RecordSkipRequested', 1, RecordSkipRequested),
  RecordSkipped: eventSchema('RecordSkipped', 1, RecordSkipped),
  RecordSkipTakenBack: eventSchema('RecordSkipTakenBack', 1, RecordSkipTakenBack),
} as const;

/** The data of each control event by its type. */
export interface ControlEventData {
  ReaderPauseRequested: Static<typeof ReaderPauseRequested>;
  ReaderResumeRequested: Static<typeof ReaderResumeRequested>;
  ReaderPaused: Static<typeof ReaderPaused>;
  ReaderResumed: Static<typeof ReaderResumed>;
  ReaderMoveRequested: Static<typeof ReaderMoveRequested>;
  ReaderMoved: Static<typeof ReaderMoved>;
  ReaderMoveRefused: Static<typeof ReaderMoveRefused>;
  ProjectionRebuildRequested: Static<typeof ProjectionRebuildRequested>;
  ProjectionVerifyRequested: Static<typeof ProjectionVerifyRequested>;
  ProjectionRebuildCancelRequested: Static<typeof ProjectionRebuildCancelRequested>;
  ProjectionRebuildStarted: Static<typeof ProjectionRebuildStarted>;
  ProjectionRebuilt: Static<typeof ProjectionRebuilt>;
  ProjectionVerified: Static<typeof ProjectionVerified>;
  ProjectionRebuildCancelled: Static<typeof ProjectionRebuildCancelled>;
  ProjectionRebuildFailed: Static<typeof ProjectionRebuildFailed>;
  DeadLetterSentBack: Static<typeof DeadLetterSentBack>;
  RecordSkipRequested: Static<typeof RecordSkipRequested>;
  RecordSkipped: Static<typeof RecordSkipped>;
  RecordSkipTakenBack: Static<typeof RecordSkipTakenBack>;
}

/** A control event of any type. */
export type ControlEvent = {
  [Type in keyof ControlEventData]: CloudEvent<Type, ControlEventData[Type]>;
}[keyof ControlEventData];
