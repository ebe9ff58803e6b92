import { Type, type Static } from 'typebox';
import { Count, Id, Name, Ordinal, Position, Sentence, Time } from './common.schema.js';
import { EventType, eventTypes, type DataOf, type EventOf } from './event-type.js';

/** How many partitions an event of this topic lists, and how many tables or keys. */
const MOST = 1_000;
const FEW = 20;

/** The reader it is about: `<app>.<reader>`. */
const Reader = Type.String({ maxLength: 200, pattern: '^[a-z-]+\\.[a-z-]+$' });
/** Which of the reader's processes reports. */
const Instance = Name;
/** What went wrong or was unsafe: a stable code, and a sentence for a person. */
export const Reason = Type.Object({ code: Name, reason: Sentence });
/** Of all partitions that a reader has. */
const Positions = Type.Array(Position, { maxItems: MOST });

/** An operator (the event's actor) wants the reader to stop taking records. It keeps its membership and position. */
export const ReaderPauseRequested = EventType.of('ReaderPauseRequested', Type.Object({ reader: Reader }));
/** An operator wants it to go on. */
export const ReaderResumeRequested = EventType.of('ReaderResumeRequested', Type.Object({ reader: Reader }));
/** The reader did so; `instance` tells which of its processes. */
export const ReaderPaused = EventType.of('ReaderPaused', Type.Object({ reader: Reader, instance: Instance }));
export const ReaderResumed = EventType.of('ReaderResumed', Type.Object({ reader: Reader, instance: Instance }));

/**
 * An operator wants a paused reader to read on from other positions. Whatever was asked for (`to`), `positions` are the
 * offsets it came to when it was asked, so that obeying twice does the same.
 */
export const ReaderMoveRequested = EventType.of(
  'ReaderMoveRequested',
  Type.Object({
    reader: Reader,
    to: Type.Union([Type.Literal('beginning'), Type.Literal('end'), Type.Literal('offset'), Type.Literal('time')]),
    time: Type.Optional(Time),
    /** Records may be left out: the operator said so. */
    skip: Type.Optional(Type.Boolean()),
    positions: Type.Array(Position, { minItems: 1, maxItems: MOST }),
  }),
);
/** The reader moved those of the partitions that this process has. */
export const ReaderMoved = EventType.of(
  'ReaderMoved',
  Type.Object({
    reader: Reader,
    instance: Instance,
    partitions: Type.Array(Type.Object({ from: Position, to: Position }), { maxItems: MOST }),
  }),
);
/** The reader did not move, because it would have been unsafe. */
export const ReaderMoveRefused = EventType.of(
  'ReaderMoveRefused',
  Type.Object({ reader: Reader, instance: Instance, refusal: Reason }),
);

/**
 * An operator wants the reader's read model built anew from the log, beside the one that answers. `logWins`: what is built
 * takes its place even if it is not equal, because the operator says that what answers is wrong.
 */
export const ProjectionRebuildRequested = EventType.of(
  'ProjectionRebuildRequested',
  Type.Object({ reader: Reader, logWins: Type.Optional(Type.Boolean()) }),
);
/** An operator, or the schedule of ops-api, wants to know whether the read model is what the log says. Nothing is switched. */
export const ProjectionVerifyRequested = EventType.of('ProjectionVerifyRequested', Type.Object({ reader: Reader }));
/** An operator wants either of them no more; what was built so far is dropped. */
export const ProjectionRebuildCancelRequested = EventType.of(
  'ProjectionRebuildCancelRequested',
  Type.Object({ reader: Reader }),
);

/** A generation of a read model: its number, and the version of the projection that makes it. */
export const Generation = Type.Object({ number: Ordinal, version: Ordinal });
export type Generation = Static<typeof Generation>;
/**
 * A table of two generations at the same position: how many rows, and a checksum that doesn't depend on their order.
 * `before` is absent where the generations are of different versions and so have no need to be equal. `differing` names
 * the first rows that are not equal by their primary keys, and nothing else of them.
 */
export const TableCompared = Type.Object({
  table: Name,
  rows: Count,
  checksum: Name,
  before: Type.Optional(Type.Object({ rows: Count, checksum: Name })),
  differing: Type.Optional(
    Type.Object({
      rows: Count,
      keys: Type.Array(
        Type.Object({
          key: Sentence,
          how: Type.Union([Type.Literal('missing'), Type.Literal('extra'), Type.Literal('changed')]),
        }),
        { maxItems: FEW },
      ),
    }),
  ),
});
export type TableCompared = Static<typeof TableCompared>;

/** A generation is being built. `group` is the consumer group whose offsets and lag are its progress. */
export const ProjectionRebuildStarted = EventType.of(
  'ProjectionRebuildStarted',
  Type.Object({
    reader: Reader,
    instance: Instance,
    from: Generation,
    to: Generation,
    group: Name,
  }),
);
/** It was compared with the one before, and answers from now on. `positions`: where both stood when they were compared. */
export const ProjectionRebuilt = EventType.of(
  'ProjectionRebuilt',
  Type.Object({
    reader: Reader,
    instance: Instance,
    from: Generation,
    to: Generation,
    positions: Positions,
    tables: Type.Array(TableCompared, { maxItems: FEW }),
    /** From its start to the switch, in milliseconds. */
    took: Count,
    /** An operator said that it need not be equal; `tables` says whether it was. */
    logWins: Type.Optional(Type.Boolean()),
  }),
);
/** It was compared with the one that answers, and dropped. The one that answers goes on, equal or not. */
export const ProjectionVerified = EventType.of(
  'ProjectionVerified',
  Type.Object({
    reader: Reader,
    instance: Instance,
    from: Generation,
    to: Generation,
    positions: Positions,
    tables: Type.Array(TableCompared, { maxItems: FEW }),
    equal: Type.Boolean(),
    /** From its start to its end, in milliseconds. */
    took: Count,
  }),
);
/** It was dropped because an operator said so. */
export const ProjectionRebuildCancelled = EventType.of(
  'ProjectionRebuildCancelled',
  Type.Object({ reader: Reader, instance: Instance }),
);
/** It was dropped because it could not be finished, or was not equal; the one before goes on answering. */
export const ProjectionRebuildFailed = EventType.of(
  'ProjectionRebuildFailed',
  Type.Object({
    reader: Reader,
    instance: Instance,
    failure: Reason,
    tables: Type.Optional(Type.Array(TableCompared, { maxItems: FEW })),
  }),
);

/**
 * An operator sent a dead letter back to the topic it came from. `letter` is its id, `round` counts how often it was
 * sent, `edited` tells that its bytes were changed: the new event then has an id of its own.
 */
export const DeadLetterSentBack = EventType.of(
  'DeadLetterSentBack',
  Type.Object({
    reader: Reader,
    letter: Id,
    to: Position,
    round: Ordinal,
    edited: Type.Boolean(),
    eventId: Type.Optional(Id),
  }),
);

/**
 * An operator wants one reader to leave one record out. It is put away instead, and rebuilds leave it out, too, until
 * that is taken back.
 */
export const RecordSkipRequested = EventType.of(
  'RecordSkipRequested',
  Type.Object({
    reader: Reader,
    position: Position,
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),
);
/**
 * The reader's handler failed of one record again and again: the reader leaves it out from now on, as rebuilds do.
 * `error` names the kind of error and where it was thrown, and quotes nothing: this stays in the log for ever.
 */
export const RecordSkipped = EventType.of(
  'RecordSkipped',
  Type.Object({
    reader: Reader,
    instance: Instance,
    position: Position,
    eventId: Type.Optional(Id),
    error: Reason,
  }),
);
/** An operator wants a record to be left out no longer: the next rebuild applies it. */
export const RecordSkipTakenBack = EventType.of(
  'RecordSkipTakenBack',
  Type.Object({ reader: Reader, position: Position }),
);

/** The events of `control_events`. */
export const controlEvents = eventTypes(
  ReaderPauseRequested,
  ReaderResumeRequested,
  ReaderPaused,
  ReaderResumed,
  ReaderMoveRequested,
  ReaderMoved,
  ReaderMoveRefused,
  ProjectionRebuildRequested,
  ProjectionVerifyRequested,
  ProjectionRebuildCancelRequested,
  ProjectionRebuildStarted,
  ProjectionRebuilt,
  ProjectionVerified,
  ProjectionRebuildCancelled,
  ProjectionRebuildFailed,
  DeadLetterSentBack,
  RecordSkipRequested,
  RecordSkipped,
  RecordSkipTakenBack,
);
/** The data of each control event by its type. */
export type ControlEventData = DataOf<typeof controlEvents>;
/** A control event of any type. */
export type ControlEvent = EventOf<typeof controlEvents>;
