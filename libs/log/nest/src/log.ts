import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Retriable, type ReaderStatus, type Skipping } from '@shop/log-core';
import {
  KafkaAppender,
  LogAdmin,
  type AppenderOptions,
  type ControlReader,
  type KafkaClient,
  type RunningReader,
} from '@shop/log-kafka';

/** The log as an application sees it: append to it, look at it, and see how its readers are doing. */
@Injectable()
export class Log implements OnApplicationShutdown {
  /** Names this process: `basket-api-1f3c5a90`. */
  readonly instance: string;
  /** The one producer path. */
  readonly appender: KafkaAppender;
  readonly admin: LogAdmin;
  readonly #readers = new Map<string, RunningReader>();
  #waiting: (() => void)[] = [];
  #control: ControlReader | undefined;

  constructor(
    readonly app: string,
    readonly kafka: KafkaClient,
    options: AppenderOptions = {},
  ) {
    this.instance = `${app}-${randomUUID().slice(0, 8)}`;
    this.appender = new KafkaAppender(kafka, options);
    this.admin = new LogAdmin(kafka);
  }

  /** How the readers are doing; empty before they start. */
  readers(): ReaderStatus[] {
    return Array.from(this.#readers.values(), (reader) => reader.status());
  }

  /** Whether a reader has reached what was in the log when it started. */
  isCaughtUp(name: string): boolean {
    return this.#readers.get(name)?.isCaughtUp ?? false;
  }

  /** Resolves when a reader has caught up, whether it runs already or will. */
  async caughtUp(name: string): Promise<void> {
    let reader: RunningReader | undefined;
    while (!(reader = this.#readers.get(name))) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await reader.caughtUp();
  }

  /** What a reader leaves out that the transport doesn't run: one that only keeps something in memory. */
  skipping(reader: string): Skipping {
    return {
      without: (batch) => this.#control?.skipping(reader).without(batch) ?? batch,
      putAway: async (...given) => {
        if (!this.#control) throw new Retriable('The control events are not read yet');
        await this.#control.skipping(reader).putAway(...given);
      },
    };
  }

  /** Called by the transport when it begins to read control events. */
  controlledBy(control: ControlReader): void {
    this.#control = control;
  }

  /** Called by the transport when a reader has started. */
  started(reader: RunningReader): void {
    this.#readers.set(reader.name, reader);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** After the readers and the HTTP server have drained: sends what was given, and leaves the brokers. */
  async onApplicationShutdown(): Promise<void> {
    await this.appender.close();
    await this.kafka.close();
  }
}
