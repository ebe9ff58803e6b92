import { cloudEvent, eventRecord, type Appender, type RecordBatch, type Skipping } from '@shop/log-core';
import { topics, type CloudEvent, type ControlEvent, type ControlEventData, type Position } from '@shop/topics';
import { v7 } from 'uuid';
import { messageOf, type KafkaClient } from './client.js';
import { foldSink } from './fold-sink.js';
import type { RunningReader } from './reader-options.js';
import { runReader } from './reader.js';
import { RequestedMoves } from './requested-moves.js';
import { SkipBook } from './skip-book.js';

export interface ControlReaderOptions {
  readonly kafka: KafkaClient;
  /** Takes the reports. */
  readonly appender: Appender;
  /** The app whose readers are controlled: `notifier`. */
  readonly app: string;
  /** Names this process in reports. */
  readonly instance: string;
  readonly onFailed?: (error: Error) => void;
}

/**
 * Gets every control event about readers of this app, from the beginning of the log.
 * @param live whether it was appended while this process runs; what came before was dealt with by others, unless it is
 * still open
 */
export type ControlListener = (event: ControlEvent, live: boolean) => void;

/**
 * Makes the readers of a process do what operators ask in `control_events`, and reports there. The topic is folded from
 * the beginning by every process, so what was asked survives restarts: a paused reader starts paused.
 */
export class ControlReader {
  readonly #readers = new Map<string, RunningReader>();
  readonly #paused = new Set<string>();
  readonly #moves = new RequestedMoves({
    reader: (name) => this.#readers.get(name),
    isPaused: (name) => this.#paused.has(name),
    report: (type, data, cause) => this.report(type, data, cause),
  });
  readonly #skips = new SkipBook((data) => this.#append('RecordSkipped', data));
  readonly #listeners: ControlListener[] = [
    (event, live) => this.#pauseOrResume(event, live),
    (event, live) => this.#moves.on(event, live),
    (event) => this.#skips.on(event),
  ];
  readonly #reader: RunningReader;

  constructor(private readonly options: ControlReaderOptions) {
    this.#reader = runReader(options.kafka, {
      name: `${options.app}.control`,
      group: 'own',
      topics: [topics.control_events],
      sink: foldSink({ kafka: options.kafka, fold: (batch) => this.#obey(batch) }),
      onFailed: options.onFailed,
    });
  }

  /** Resolves when everything that was asked before the start is known. */
  caughtUp(): Promise<void> {
    return this.#reader.caughtUp();
  }

  /** Tells a listener every event from now on. Call it before anything is read: in the turn that made the reader. */
  listen(listener: ControlListener): void {
    this.#listeners.push(listener);
  }

  /** Puts a reader under control: paused if that was asked last, and moved if that isn't done yet. */
  add(reader: RunningReader): void {
    this.#readers.set(reader.name, reader);
    if (this.#paused.has(reader.name)) reader.pause();
    this.#moves.add(reader);
  }

  /** Which records a reader leaves out, up to date as long as this runs. @param reader `<app>.<reader>` */
  skipping(reader: string): Skipping {
    return this.#skips.of(reader);
  }

  /**
   * Tells in `control_events` what came of something that was asked of a reader. Trouble is logged: a report is no
   * condition of what it tells.
   * @param cause the event that asked for it; absent for what the process did by itself
   */
  async report<Type extends keyof ControlEventData>(
    type: Type,
    data: Omit<ControlEventData[Type], 'instance'>,
    cause?: Pick<CloudEvent, 'id' | 'correlationid'>,
  ): Promise<void> {
    try {
      await this.#append(type, data, cause);
    } catch (error) {
      const { reader } = data as { reader: string };
      this.options.kafka.logger.warn({ reader, error: messageOf(error) }, `${type} could not be reported`);
    }
  }

  async #append<Type extends keyof ControlEventData>(
    type: Type,
    data: Omit<ControlEventData[Type], 'instance'>,
    cause?: Pick<CloudEvent, 'id' | 'correlationid'>,
  ): Promise<Position> {
    const { app, appender, instance } = this.options;
    const { reader } = data as { reader: string };
    const id = v7();
    const event = cloudEvent(
      type,
      reader,
      { ...data, instance },
      {
        id,
        source: `/${app}`,
        time: new Date().toISOString(),
        correlationid: cause?.correlationid ?? id,
        ...(cause && { causationid: cause.id }),
        actor: app,
      },
    );
    const [position] = await appender.append([eventRecord('control_events', event)]);
    return position;
  }

  /** Ends obeying. */
  stop(): Promise<void> {
    this.#skips.close();
    return this.#reader.stop();
  }

  #obey(batch: RecordBatch): void {
    const live = this.#reader.isCaughtUp;
    for (const { content } of batch.records) {
      if (content.kind !== 'event') continue;
      const event = content.event as ControlEvent;
      if (!event.data.reader.startsWith(`${this.options.app}.`)) continue;
      for (const listener of this.#listeners) this.#tell(listener, event, live);
    }
    this.#skips.reached(batch.next);
  }

  /** Whoever can't deal with an event doesn't keep the readers from hearing the next one: they could not be helped. */
  #tell(listener: ControlListener, event: ControlEvent, live: boolean): void {
    try {
      listener(event, live);
    } catch (error) {
      this.options.kafka.logger.error(
        { event: event.id, error: messageOf(error) },
        `${event.type} could not be obeyed`,
      );
    }
  }

  #pauseOrResume(event: ControlEvent, live: boolean): void {
    const { type, data } = event;
    if (type !== 'ReaderPauseRequested' && type !== 'ReaderResumeRequested') return;
    const pause = type === 'ReaderPauseRequested';
    if (pause) this.#paused.add(data.reader);
    else this.#paused.delete(data.reader);
    const reader = this.#readers.get(data.reader);
    if (!reader) return;
    if (pause) reader.pause();
    else reader.resume();
    if (live) void this.report(pause ? 'ReaderPaused' : 'ReaderResumed', { reader: data.reader }, event);
  }
}
