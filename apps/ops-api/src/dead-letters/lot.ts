import { setTimeout as wait } from 'node:timers/promises';
import { cloudEvent, deadLetterId, eventRecord, keyOf, Retriable, type TopicPartition } from '@shop/log-core';
import { type KafkaTransactionalAppender, type LogAdmin } from '@shop/log-kafka';
import { deadLettersAmong, type StoredLetter } from '@shop/ops-projections';
import type { ReadModel } from '@shop/log-postgres';
import type { Position } from '@shop/topics';
import type { Outgoing } from './outgoing.js';
import { roundsOf } from './outgoing.js';

/** How long what was sent is waited for: until its reader has passed it, and until the desk has read what came of it. */
const PATIENCE_MS = 30_000;
/** How often it is looked. */
const LOOK_EVERY_MS = 100;
/** The reader whose read model holds the dead letters. */
const DESK_READER = 'ops-api.dead-letters';

/** A dead letter and the record that goes out for it. */
export interface Parcel extends Outgoing {
  readonly stored: StoredLetter;
  /** The id of its entry in `control_events`. */
  readonly entryId: string;
  readonly edited: boolean;
}

/** Who sends, and for which request. */
export interface Sender {
  readonly actor: string;
  readonly correlationId: string;
}

/** A parcel that is in the log. */
export interface Sent {
  readonly parcel: Parcel;
  readonly to: Position;
}

/** What of the log a lot needs. */
export interface LotLog {
  readonly admin: LogAdmin;
  readonly deadLetters: ReadModel;
  /** Aborted when the service stops. */
  readonly signal: AbortSignal;
}

/**
 * Appends records and their entries in `control_events` in one transaction: nothing is sent without being on record,
 * and nothing is on record that was not sent.
 * @throws Retriable, PositionLost as the appender does; then what became of them is what the log says
 */
export async function sendLot(
  appender: KafkaTransactionalAppender,
  parcels: readonly Parcel[],
  sender: Sender,
): Promise<Sent[]> {
  const transaction = await appender.begin();
  const positions = await transaction.append(parcels.map(({ record }) => record));
  const sent = parcels.map((parcel, index) => ({ parcel, to: positions[index] }));
  await transaction.append(sent.map((each) => entryOf(each, sender)));
  await transaction.commit();
  return sent;
}

function entryOf({ parcel, to }: Sent, { actor, correlationId }: Sender) {
  const { stored, entryId, edited, eventId } = parcel;
  const { reader, id } = stored.letter;
  const round = roundsOf(stored) + 1;
  return eventRecord(
    'control_events',
    cloudEvent(
      'DeadLetterSentBack',
      reader,
      { reader, letter: id, to, round, edited, ...(eventId !== null && { eventId }) },
      { id: entryId, source: '/ops-api', time: new Date().toISOString(), correlationid: correlationId, actor },
    ),
  );
}

/** The dead letters that a failed record becomes, by the letter that was sent. */
export function returnsOf(sent: readonly Sent[]): ReadonlyMap<string, string> {
  return new Map(
    sent.map(({ parcel, to }) => [parcel.stored.letter.id, deadLetterId(to, parcel.stored.letter.reader)]),
  );
}

/**
 * Waits until readers have passed what was sent to them, and the desk has read every dead letter written until then.
 * @param before where the topics of the desk ended before the lot was sent
 * @returns the ids of dead letters that what was sent has become, or the reader that did not come so far in time
 */
export async function outcomeOf(
  sent: readonly Sent[],
  before: ReadonlyMap<string, number>,
  log: LotLog,
): Promise<{ readonly came: ReadonlySet<string> } | { readonly behind: string }> {
  for (const reader of new Set(sent.map(({ parcel }) => parcel.stored.letter.reader))) {
    const own = sent.filter(({ parcel }) => parcel.stored.letter.reader === reader);
    const next = new Map<string, number>();
    for (const { to } of own) next.set(keyOf(to), Math.max(next.get(keyOf(to)) ?? 0, Number(to.offset) + 1));
    if (!(await hasReached(reader, next, log))) return { behind: reader };
  }
  // A dead letter is in the log before its reader passes the record.
  const after = await deskEnds(log.admin);
  const grown = new Map([...after].filter(([place, end]) => end > (before.get(place) ?? 0)));
  if (!(await hasReached(DESK_READER, grown, log))) return { behind: DESK_READER };
  return { came: await deadLettersAmong(log.deadLetters, [...returnsOf(sent).values()]) };
}

/** Where the topics end that the desk's read model is made from. */
export async function deskEnds(admin: LogAdmin): Promise<ReadonlyMap<string, number>> {
  return admin.endOffsets(await admin.partitionsOf(['dead_letters', 'control_events']));
}

/** Resolves to whether a reader's group has come as far in time, by the offsets it commits. */
async function hasReached(
  reader: string,
  next: ReadonlyMap<string, number>,
  { admin, signal }: LotLog,
): Promise<boolean> {
  const places = [...next.keys()].map(placeOf);
  for (const deadline = performance.now() + PATIENCE_MS; !signal.aborted && performance.now() < deadline;) {
    const offsets = await admin.groupOffsets(reader, places).catch(passing);
    if (offsets && [...next].every(([place, offset]) => (offsets.get(place) ?? 0) >= offset)) return true;
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

function passing(error: unknown): undefined {
  if (!(error instanceof Retriable)) throw error;
  return undefined;
}

function placeOf(key: string): TopicPartition {
  const slash = key.lastIndexOf('/');
  return { topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)) };
}
