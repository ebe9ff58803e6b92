import { randomUUID } from 'node:crypto';
import type { ReaderStatus } from '@shop/log-core';
import { isPassing, messageOf, type KafkaClient } from './client.js';
import { PendingMoves, type Move } from './pending-moves.js';
import { backoffMs, type ReaderOptions, type RunningReader } from './reader-options.js';
import { ReaderSession } from './reader-session.js';
import type { SessionEvents } from './session-events.js';

/**
 * Starts a reader. It returns at once and goes on by itself: a broker or database that is away is waited for, and what
 * can't be waited for is told to `onFailed`.
 */
export function runReader(client: KafkaClient, options: ReaderOptions): RunningReader {
  return new KafkaReader(client, options);
}

class KafkaReader implements RunningReader, SessionEvents {
  readonly name: string;
  readonly #group: string;
  readonly #moves = new PendingMoves();
  #session: ReaderSession;
  #state: 'starting' | 'running' | 'failed' | 'stopped' = 'starting';
  #trouble: string | undefined;
  #paused = false;
  #crashes = 0;
  #restart: NodeJS.Timeout | undefined;
  #over: Promise<void> | undefined;
  isCaughtUp = false;
  readonly #caughtUp: Promise<void>;
  #reach!: () => void;
  #miss!: (error: Error) => void;

  constructor(
    private readonly client: KafkaClient,
    private readonly options: ReaderOptions,
  ) {
    this.name = options.name;
    this.#group = options.group === 'own' ? `${this.name}.${randomUUID()}` : (options.group ?? this.name);
    this.#caughtUp = new Promise((resolve, reject) => {
      this.#reach = resolve;
      this.#miss = reject;
    });
    this.#caughtUp.catch(() => undefined);
    this.#session = this.#begin();
  }

  status(): ReaderStatus {
    const partitions = this.#session.partitions.map(({ topic, partition, next }) => ({ topic, partition, next }));
    const state =
      this.#state !== 'running' && this.#state !== 'starting'
        ? this.#state
        : this.#trouble
          ? 'retrying'
          : this.#paused
            ? 'paused'
            : this.#state;
    return { name: this.name, state, ...(this.#trouble && { trouble: this.#trouble }), partitions };
  }

  caughtUp(): Promise<void> {
    return this.#caughtUp;
  }

  pause(): void {
    this.#paused = true;
    this.#session.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#session.resume();
  }

  move(move: Move): void {
    this.#moves.add(move);
    this.#session.move();
  }

  forgetMove(id: string, places?: Iterable<string>): void {
    this.#moves.remove(id, places);
  }

  stop(): Promise<void> {
    return (this.#over ??= this.#stop('stopped'));
  }

  isPaused(): boolean {
    return this.#paused;
  }

  onProgress(): void {
    if (this.#state === 'starting') this.#state = 'running';
    this.#crashes = 0;
    if (this.isCaughtUp || !this.#session.isCaughtUp) return;
    this.isCaughtUp = true;
    this.#reach();
  }

  onTrouble(error: Error | undefined): void {
    if (error && !this.#trouble) this.#log().warn({ error: error.message }, `Reader ${this.name} waits`);
    if (!error && this.#trouble) this.#log().info({}, `Reader ${this.name} goes on`);
    this.#trouble = error && `${error.name}: ${error.message}`;
  }

  onCrash(error: Error): void {
    if (this.#over) return;
    if (!isPassing(error)) return this.onFatal(error);
    this.onTrouble(error);
    this.options.metrics?.retried?.(this.name);
    const crashed = this.#session;
    this.#restart = setTimeout(() => {
      void crashed.stop().then(() => {
        if (!this.#over) this.#session = this.#begin();
      });
    }, backoffMs(this.#crashes++));
  }

  onFatal(error: Error): void {
    if (this.#over) return;
    this.#trouble = `${error.name}: ${error.message}`;
    this.#log().error({ error: messageOf(error), stack: error.stack }, `Reader ${this.name} has failed`);
    this.#miss(error);
    this.#over = this.#stop('failed');
    this.options.onFailed?.(error);
  }

  #begin(): ReaderSession {
    const session = new ReaderSession(this.client, this.#group, this.options, this.#moves, this);
    void session.start();
    return session;
  }

  async #stop(state: 'stopped' | 'failed'): Promise<void> {
    this.#state = state;
    clearTimeout(this.#restart);
    this.#miss(new Error(`Reader ${this.name} was stopped`));
    await this.#session.stop();
    if (this.options.group !== 'own' && !this.options.forgetGroup) return;
    await this.client
      .ask((admin) => admin.deleteGroups([this.client.physical(this.#group)]))
      .catch((error) => this.#log().debug({ error: messageOf(error) }, 'The group was not deleted'));
  }

  #log() {
    return this.options.logger ?? this.client.logger;
  }
}
