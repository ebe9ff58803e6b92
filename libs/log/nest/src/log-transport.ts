import { Injectable, Optional } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { degraded, down, Lifecycle, Readiness, Transports, up, type Health } from '@shop/http';
import type { BatchSink } from '@shop/log-core';
import { ControlReader, effectSink, Rebuilder, runReader, type RunningReader } from '@shop/log-kafka';
import { readers, readersOf, topics, type ReaderKind, type Topic, type TopicName } from '@shop/topics';
import { lastValueFrom } from 'rxjs';
import { BatchContext } from './batch-context.js';
import { Log } from './log.js';
import { LogMetrics } from './log-metrics.js';
import { LOG_TRANSPORT, READER, type ReaderOf } from './reader.decorator.js';
import { RevocationsReader } from './revocations-reader.js';

/**
 * The log as a transport of Nest: its patterns are names of readers, its messages are batches. It runs the readers that
 * `@Reader` providers and `@OnBatch` handlers declare, under the control of `control_events`.
 */
@Injectable()
export class LogTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = LOG_TRANSPORT;
  /** What a handler throws goes to the runner, which says so. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #readers = new Map<string, RunningReader>();
  readonly #rebuilders = new Map<string, Rebuilder>();
  #control: ControlReader | undefined;
  #closed = false;

  constructor(
    private readonly log: Log,
    private readonly discovery: DiscoveryService,
    private readonly metrics: LogMetrics,
    private readonly revocations: RevocationsReader,
    @Optional() private readonly readiness?: Readiness,
    @Optional() private readonly lifecycle?: Lifecycle,
    @Optional() transports?: Transports,
  ) {
    super();
    transports?.add(this);
  }

  /** Starts the readers. Brokers that are away are waited for in the background. */
  listen(callback: () => void): void {
    const { kafka, appender, app, instance } = this.log;
    const onFailed = (error: Error) => this.lifecycle?.fail(error);
    // What is declared wrongly is refused before anything runs.
    const sinks = this.#sinks();
    const control = new ControlReader({ kafka, appender, app, instance, onFailed });
    this.#control = control;
    this.log.controlledBy(control);
    for (const [name, { rebuilding }] of sinks) {
      this.readiness?.register(`reader ${name}`, () => this.#healthOf(name));
      if (!rebuilding) continue;
      this.#rebuilders.set(name, new Rebuilder({ kafka, control, reader: name, topics: topicsOf(name), rebuilding }));
    }
    // A reader that was paused before a restart must not take a batch after it.
    control.caughtUp().then(
      () => {
        for (const [name, sink] of sinks) this.#start(name, sink, control).catch(onFailed);
      },
      // It has failed, which is said elsewhere, or the service has stopped.
      () => undefined,
    );
    callback();
  }

  /** Starts a reader, after what it writes was brought to the version of the code. */
  async #start(name: string, sink: BatchSink, control: ControlReader): Promise<void> {
    await this.#rebuilders.get(name)?.start();
    if (this.#closed) return;
    const reader = runReader(this.log.kafka, {
      name,
      topics: topicsOf(name),
      // What is in memory only is of this process.
      ...(isFold(name) && { group: 'own' }),
      sink,
      onFailed: (error) => this.lifecycle?.fail(error),
      metrics: this.metrics.reader,
      skipping: control.skipping(name),
    });
    this.#readers.set(name, reader);
    // What is in memory only is nobody's to pause or to move: it would be out of date.
    if (!isFold(name)) control.add(reader);
    this.log.started(reader);
  }

  /** Ends the batches in hand and leaves the groups. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#control?.stop();
    await Promise.all(Array.from(this.#rebuilders.values(), (rebuilder) => rebuilder.stop()));
    await Promise.all(Array.from(this.#readers.values(), (reader) => reader.stop()));
  }

  /** Readers tell what happens to them through health, metrics and logs; there are no events to listen to. */
  override on(): never {
    throw new Error('The log transport has no events');
  }

  override unwrap<T>(): T {
    return this.log.kafka as T;
  }

  /** Where the batches of each declared reader go. */
  #sinks(): Map<string, BatchSink> {
    const sinks = new Map<string, BatchSink>();
    const add = (name: string, sink: BatchSink) => {
      if (sinks.has(name)) throw new Error(`Reader ${name} is declared twice`);
      refuseOtherTopics(name, sink);
      sinks.set(name, sink);
    };
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const name = metatype && (Reflect.getMetadata(READER, metatype) as string | undefined);
      if (name && instance) add(name, (instance as ReaderOf).sink());
    }
    for (const [name, sink] of this.revocations.readers()) add(name, sink);
    for (const [name, handler] of this.getHandlers()) add(name, this.#effect(name, handler));
    return sinks;
  }

  /**
   * A reader is up when it runs and has caught up once, or when an operator has paused it. It is degraded while it doesn't
   * understand what comes: it does its work, and somebody has to look.
   */
  #healthOf(name: string): Health {
    const reader = this.#readers.get(name);
    if (!reader) {
      const upgrading = this.#rebuilders.get(name)?.upgrading;
      if (upgrading?.answers) return up('a new version is being built; the one before answers');
      return down(upgrading ? 'a new version is being built' : 'starting');
    }
    const { state, trouble } = reader.status();
    if (state === 'paused') return up('paused');
    if (state !== 'running') return down(trouble ?? state);
    if (!reader.isCaughtUp) return down('catching up');
    const sources = this.metrics.misunderstandings
      .of(name)
      .map(({ topic, count, since }) => `${count} records of ${topic} since ${new Date(since).toISOString()}`);
    if (sources.length === 0) return up();
    return degraded(`not understood: ${sources.join(', ')}; see the dead letters`);
  }

  #effect(reader: string, handler: MessageHandler): BatchSink {
    const { kafka, appender } = this.log;
    return effectSink({
      kafka,
      reader,
      appender,
      patience: handler.extras?.['patience'] as number | undefined,
      effect: async (batch, context) => {
        const outcome = this.transformToObservable(await handler(batch, new BatchContext([context])));
        await lastValueFrom(outcome, { defaultValue: undefined });
      },
    });
  }
}

function isFold(reader: string): boolean {
  return (readers as Readonly<Record<string, ReaderKind>>)[reader] === 'fold';
}

/** A read model of other topics than those it is given would look built, and be empty or wrong. */
function refuseOtherTopics(reader: string, sink: BatchSink): void {
  const given = topicsOf(reader).map(({ name }) => name as string);
  if (!sink.topics || (given.length === sink.topics.length && given.every((name) => sink.topics?.includes(name))))
    return;
  throw new Error(
    `The map gives ${given.join(', ')} to the reader ${reader}, but what it writes is made from ${sink.topics.join(', ')}: ` +
      `correct the readers of these topics in the map, or the topics of the projection`,
  );
}

/** The topics that the map gives to a reader. */
function topicsOf(reader: string): Topic[] {
  const names = readersOf().get(reader);
  if (!names) throw new Error(`No topic of the map names ${reader} as its reader`);
  return names.map((name) => topics[name as TopicName]);
}
