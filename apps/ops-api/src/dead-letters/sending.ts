import type { SendBack } from '@shop/api';
import { ProblemError, type Logger } from '@shop/http';
import type { KafkaClient, KafkaTransactionalAppender } from '@shop/log-kafka';
import { sendingsAmong, storedLetters, type StoredLetter } from '@shop/ops-projections';
import type { CloudEvent } from '@shop/topics';
import { v5 } from 'uuid';
import { deskEnds, outcomeOf, returnsOf, sendLot, type LotLog, type Parcel, type Sender, type Sent } from './lot.js';
import { asItWas, inItsPlace } from './outgoing.js';
import { sendable } from './source.js';

/** How many are sent before it is looked what became of them. */
export const LOT = 20;
/** Namespace of the ids of entries and edited events (a random UUID, fixed for ever). */
const NAMESPACE = '5a0c9a8e-52d9-4d0c-8f3b-9a4a8b6f1e77';

/** What is to be sent, by whom, and what of the log it needs. */
export interface SendingOptions extends LotLog {
  readonly id: string;
  /** Dead letters, in the order they are sent in. */
  readonly ids: readonly string[];
  /** Where the records of letters are read that are cut. */
  readonly kafka: KafkaClient;
  /** The event that takes the place of the only one. */
  readonly edited?: CloudEvent;
  readonly sender: Sender;
  readonly logger: Logger;
  readonly onChange: (state: SendBack) => void;
}

/**
 * Sends dead letters back in lots. After each it waits until their readers have passed them, looks how many came back as
 * new dead letters, and stops when that is more than half: then something is not mended.
 */
export class Sending {
  private readonly startedAt = new Date().toISOString();
  private endedAt: string | null = null;
  private stopped: SendBack['stopped'] = null;
  private readonly counts = { sent: 0, accepted: 0, failed: 0 };
  private last: SendBack['last'] = [];

  constructor(private readonly options: SendingOptions) {}

  /** How far it is. */
  state(): SendBack {
    const { id, ids, edited, sender } = this.options;
    return {
      id,
      state: this.stopped ? 'stopped' : this.endedAt === null ? 'running' : 'done',
      startedAt: this.startedAt,
      endedAt: this.endedAt,
      actor: sender.actor,
      edited: edited !== undefined,
      total: ids.length,
      ...this.counts,
      stopped: this.stopped,
      last: this.last,
    };
  }

  /** Sends all, or as many as make sense. What goes wrong is in the state. @param open opens the desk's appender */
  async run(open: () => Promise<KafkaTransactionalAppender>): Promise<void> {
    try {
      await withAppender(open, (appender) => this.lots(appender));
    } catch (error) {
      this.options.logger.warn({ err: error, sending: this.options.id }, 'Sending back was given up.');
      if (error instanceof ProblemError) this.stop(error.code, error.detail);
      else
        this.stop(
          'log.unavailable',
          'The log or the database was away. What was sent is on record; send the rest again.',
        );
      // Readers stand still before an unfinished transaction: opening the next appender settles it.
      await withAppender(open, async () => undefined).catch(() => undefined);
    }
    this.endedAt = new Date().toISOString();
    this.changed();
  }

  private async lots(appender: KafkaTransactionalAppender): Promise<void> {
    const { ids, signal, sender, admin } = this.options;
    for (let at = 0; at < ids.length && !this.stopped; at += LOT) {
      if (signal.aborted) return this.stopForShutdown();
      const lot = ids.slice(at, at + LOT);
      const parcels = await this.parcels(lot);
      // The others were sent by this very request, before a restart.
      this.counts.sent += lot.length - parcels.length;
      if (parcels.length === 0) continue;
      const before = await deskEnds(admin);
      const sent = await sendLot(appender, parcels, sender);
      this.counts.sent += sent.length;
      this.last = sent.map(({ parcel, to }) => ({ id: parcel.stored.letter.id, to, cameBack: null }));
      this.changed();
      await this.look(sent, before, at + LOT < ids.length);
      this.changed();
    }
  }

  /** Looks what became of a lot. @param more whether there are others to be sent */
  private async look(sent: readonly Sent[], before: ReadonlyMap<string, number>, more: boolean): Promise<void> {
    const outcome = await outcomeOf(sent, before, this.options);
    if ('behind' in outcome && this.options.signal.aborted) return this.stopForShutdown();
    if ('behind' in outcome)
      return this.stop(
        'reader.behind',
        `${outcome.behind} has not read so far yet (is it paused, or away?): what became of the last ${sent.length} isn't known.`,
      );
    const returns = returnsOf(sent);
    this.last = this.last.map((each) => {
      const letter = returns.get(each.id);
      return { ...each, cameBack: letter !== undefined && outcome.came.has(letter) ? letter : null };
    });
    const failed = this.last.filter(({ cameBack }) => cameBack !== null).length;
    this.counts.failed += failed;
    this.counts.accepted += sent.length - failed;
    if (more && failed * 2 > sent.length)
      this.stop('deadLetter.mostFailAgain', `${failed} of ${sent.length} failed again: it is not mended yet.`);
  }

  /** Those of a lot that are not on record as sent by this very request. */
  private async parcels(ids: readonly string[]): Promise<Parcel[]> {
    const { deadLetters, id } = this.options;
    const entries = new Map(ids.map((letter) => [letter, v5(`${id}/${letter}`, NAMESPACE)]));
    const [letters, done] = await Promise.all([
      storedLetters(deadLetters, ids),
      sendingsAmong(deadLetters, [...entries.values()]),
    ]);
    const parcels: Parcel[] = [];
    for (const stored of letters) {
      const entryId = entries.get(stored.letter.id)!;
      if (!done.has(entryId)) parcels.push(await this.parcel(stored, entryId));
    }
    return parcels;
  }

  private async parcel(stored: StoredLetter, entryId: string): Promise<Parcel> {
    const { edited, kafka } = this.options;
    const outgoing = edited
      ? inItsPlace(stored, edited, v5(`${entryId}/event`, NAMESPACE))
      : asItWas(await sendable(kafka, stored));
    return { ...outgoing, stored, entryId, edited: edited !== undefined };
  }

  private stopForShutdown(): void {
    this.stop('service.stopping', 'The service was stopped. Send the rest again.');
  }

  private stop(code: string, message: string): void {
    this.stopped = { code, message };
  }

  private changed(): void {
    this.options.onChange(this.state());
  }
}

async function withAppender(
  open: () => Promise<KafkaTransactionalAppender>,
  work: (appender: KafkaTransactionalAppender) => Promise<void>,
): Promise<void> {
  const appender = await open();
  try {
    await work(appender);
  } finally {
    await appender.close();
  }
}
