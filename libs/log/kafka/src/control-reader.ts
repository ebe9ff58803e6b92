import { cloudEvent, eventRecord, type Appender, type RecordBatch } from '@shop/log-core';
import { topics, type CloudEvent, type ControlEventData } from '@shop/topics';
import { v7 } from 'uuid';
import { messageOf, type KafkaClient } from './client.js';
import { foldSink } from './fold-sink.js';
import type { RunningReader } from './reader-options.js';
import { runReader } from './reader.js';

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
 * Makes the readers of a process do what operators ask in `control_events`, and reports there. The topic is folded from
 * the beginning by every process, so what was asked survives restarts: a paused reader starts paused.
 */
export class ControlReader {
  readonly #readers = new Map<string, RunningReader>();
  readonly #paused = new Set<string>();
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

  /** Puts a reader under control, paused if that was asked last. */
  add(reader: RunningReader): void {
    this.#readers.set(reader.name, reader);
    if (this.#paused.has(reader.name)) reader.pause();
  }

  /** Ends obeying. */
  stop(): Promise<void> {
    return this.#reader.stop();
  }

  #obey(batch: RecordBatch): void {
    for (const { content } of batch.records) {
      if (content.kind !== 'event') continue;
      const { type, data, ...event } = content.event as CloudEvent<keyof ControlEventData, { reader: string }>;
      if (type !== 'ReaderPauseRequested' && type !== 'ReaderResumeRequested') continue;
      const pause = type === 'ReaderPauseRequested';
      if (pause) this.#paused.add(data.reader);
      else this.#paused.delete(data.reader);
      const reader = this.#readers.get(data.reader);
      if (!reader) continue;
      if (pause) reader.pause();
      else reader.resume();
      // What was asked before this process started was reported by another.
      if (this.#reader.isCaughtUp) this.#report(pause ? 'ReaderPaused' : 'ReaderResumed', data.reader, event);
    }
  }

  #report(
    type: 'ReaderPaused' | 'ReaderResumed',
    reader: string,
    cause: Pick<CloudEvent, 'id' | 'correlationid'>,
  ): void {
    const { app, appender, instance, kafka } = this.options;
    const context = {
      id: v7(),
      source: `/${app}`,
      time: new Date().toISOString(),
      correlationid: cause.correlationid,
      causationid: cause.id,
      actor: app,
    };
    const event = cloudEvent(type, reader, { reader, instance }, context);
    appender
      .append([eventRecord('control_events', event)])
      .catch((error) => kafka.logger.warn({ reader, error: messageOf(error) }, `${type} could not be reported`));
  }
}
