import { Type, type Static } from 'typebox';
import { Id, Position, Time } from '@shop/topics';

const groupText = Type.String({ minLength: 1, maxLength: 200 });

/** Whether dead letters of a topic can be sent back, and if not, where they are mended instead. */
export const Returnable = Type.Object({
  allowed: Type.Boolean(),
  /** Null where it is allowed. */
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type Returnable = Static<typeof Returnable>;

/** A time that a dead letter was sent back. */
export const SentBack = Type.Object({
  time: Time,
  /** The operator. */
  actor: Type.String(),
  round: Type.Integer({ minimum: 1 }),
  /** Whether its bytes were changed: the recorded exception. */
  edited: Type.Boolean(),
  /** Where the record stands now. */
  to: Position,
  /** The id of the event that was sent; null where the bytes name none. */
  eventId: Type.Union([Id, Type.Null()]),
  /** The dead letter as which it came back; null if it didn't, or not yet. */
  cameBack: Type.Union([Type.String(), Type.Null()]),
});
export type SentBack = Static<typeof SentBack>;

const dryRun = Type.Boolean();

/** The dead letters that one person can mend in one place. */
export const DeadLetterGroupKey = Type.Object({
  reader: groupText,
  code: groupText,
  producer: groupText,
  topic: groupText,
});
export type DeadLetterGroupKey = Static<typeof DeadLetterGroupKey>;

/**
 * Which dead letters to send back: some, by their ids; those of a group that were never sent; or one whose text was
 * edited. Edited text becomes another event, with an id of its own.
 */
export const SendBackRequest = Type.Union([
  Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }), dryRun }),
  Type.Object({ group: DeadLetterGroupKey, dryRun }),
  Type.Object({ edited: Type.Object({ id: Id, text: Type.String({ minLength: 1, maxLength: 60_000 }) }), dryRun }),
]);
export type SendBackRequest = Static<typeof SendBackRequest>;

/**
 * What would become of a dead letter.
 * - `accepted`: by the schema and the rules of today its reader would understand it.
 * - `failsAgain`: it would not; `code` and `message` say why.
 * - `unsure`: the schema accepts it, but the reader refused it for a reason that only shows when it tries.
 * - `refused`: it can't be sent back; `code` and `message` say why.
 */
export const SendBackOutcome = Type.Union([
  Type.Literal('accepted'),
  Type.Literal('failsAgain'),
  Type.Literal('unsure'),
  Type.Literal('refused'),
]);
export type SendBackOutcome = Static<typeof SendBackOutcome>;

/** What a dry run came to. */
export const SendBackPlan = Type.Object({
  total: Type.Integer({ minimum: 0 }),
  accepted: Type.Integer({ minimum: 0 }),
  failsAgain: Type.Integer({ minimum: 0 }),
  unsure: Type.Integer({ minimum: 0 }),
  refused: Type.Integer({ minimum: 0 }),
  /** The first hundred. */
  letters: Type.Array(
    Type.Object({
      id: Id,
      outcome: SendBackOutcome,
      code: Type.Union([Type.String(), Type.Null()]),
      message: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
export type SendBackPlan = Static<typeof SendBackPlan>;

/** A sending: how far it is, and how it ended. */
export const SendBack = Type.Object({
  id: Id,
  state: Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('stopped')]),
  startedAt: Time,
  endedAt: Type.Union([Time, Type.Null()]),
  actor: Type.String(),
  edited: Type.Boolean(),
  total: Type.Integer({ minimum: 0 }),
  /** In the log, with their entry in `control_events`. */
  sent: Type.Integer({ minimum: 0 }),
  /** Those of the sent ones that their reader has passed without a new dead letter. */
  accepted: Type.Integer({ minimum: 0 }),
  /** Those of the sent ones that came back as a new dead letter. */
  failed: Type.Integer({ minimum: 0 }),
  /** Why it stopped before all were sent or known; null unless it did. */
  stopped: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
  /** The last ones that were sent, at most twenty. */
  last: Type.Array(Type.Object({ id: Id, to: Position, cameBack: Type.Union([Type.String(), Type.Null()]) })),
});
export type SendBack = Static<typeof SendBack>;
