import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { SendBack, SendBackRequest } from '@shop/api';
import { conflict, identify, LOGGER, unprocessable, type Logger, type UserPrincipal } from '@shop/http';
import { KafkaTransactionalAppender } from '@shop/log-kafka';
import { Log } from '@shop/log-nest';
import { storedLetters } from '@shop/ops-projections';
import { DEAD_LETTER_DESK } from '@shop/topics';
import { ReadModels } from '../read-models.js';
import { sendable } from './source.js';
import { editedEvent, refusalOf, selected } from './selection.js';
import { Sending } from './sending.js';

/** After which the broker gives up a transaction of a desk that died: until then readers of its topics stand still. */
const TRANSACTION_TIMEOUT_MS = 10_000;
/** How many sendings are remembered. */
const REMEMBERED = 20;

/** A request to send back, and who makes it. */
export interface SendBackCommand {
  readonly body: SendBackRequest;
  readonly principal: UserPrincipal;
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
}

/** Sends dead letters back to the topic they came from, one sending at a time. */
@Injectable()
export class DeadLetterDesk implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sendings = new Map<string, { readonly sending: Sending; readonly requestHash?: string }>();
  private readonly listeners = new Set<(sending: SendBack) => void>();
  private readonly end = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Settles what a desk that died may have left unfinished. */
  onApplicationBootstrap(): void {
    this.running = this.open().then(
      (appender) => appender.close(),
      (error: unknown) => this.logger.debug({ err: error }, 'What a desk before may have left is not settled yet.'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await this.running;
  }

  /** What was sent since the start, newest first. */
  list(): SendBack[] {
    return [...this.sendings.values()].map(({ sending }) => sending.state()).reverse();
  }

  /** A sending since the start. */
  find(id: string): SendBack | undefined {
    return this.sendings.get(id)?.sending.state();
  }

  /** Calls back whenever a sending has moved on. @returns a function that ends it */
  subscribe(listener: (sending: SendBack) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Begins to send. The same request with the same `Idempotency-Key` is the same sending, also after a restart: then it
   * goes on with those that were not sent.
   * @throws Problem 404, 409, 422 before anything is written
   */
  async send(command: SendBackCommand): Promise<SendBack> {
    const { body, principal, idempotencyKey, correlationId } = command;
    const { eventId: id, requestHash } = identify({
      owner: principal.userId,
      path: '/api/ops/dead-letters/send-back',
      idempotencyKey,
      content: body,
    });
    const before = this.known(id, requestHash);
    if (before) return before;
    const sending = await this.prepared(id, body, { actor: principal.userId, correlationId });
    // Looking letters up took a moment, in which the same request or another may have begun.
    const meanwhile = this.known(id, requestHash);
    if (meanwhile) return meanwhile;
    if (this.list().some(({ state }) => state === 'running'))
      throw conflict('deadLetter.sending', 'Dead letters are being sent back just now: wait until that is done.');
    this.sendings.set(id, { sending, requestHash });
    for (const oldest of [...this.sendings.keys()].slice(0, -REMEMBERED)) this.sendings.delete(oldest);
    this.running = this.running.then(() => sending.run(() => this.open()));
    return sending.state();
  }

  /** The sending of this very request, if it has begun. @throws Problem 422 if the id belongs to another request */
  private known(id: string, requestHash: string | undefined): SendBack | undefined {
    const known = this.sendings.get(id);
    if (known && known.requestHash !== requestHash)
      throw unprocessable('idempotencyKey.reused', 'The Idempotency-Key was used for another request.');
    return known?.sending.state();
  }

  private async prepared(id: string, body: SendBackRequest, sender: { actor: string; correlationId: string }) {
    const { deadLetters } = this.models;
    const ids = await selected(deadLetters, body);
    if (ids.length === 0)
      throw conflict('deadLetter.nothingWaiting', 'No dead letter of this group waits to be sent back.');
    // Those of a group have the same topic and reader, and those with too many rounds are not among them.
    const looked = await storedLetters(deadLetters, 'group' in body ? ids.slice(0, 1) : ids);
    for (const stored of looked) {
      const refusal = refusalOf(stored);
      if (refusal) throw refusal;
      if (!('edited' in body)) await sendable(this.log.kafka, stored);
    }
    const edited = 'edited' in body ? editedEvent(looked[0], body.edited.text) : undefined;
    return new Sending({
      id,
      ids,
      edited,
      sender,
      deadLetters,
      kafka: this.log.kafka,
      admin: this.log.admin,
      signal: this.end.signal,
      logger: this.logger,
      onChange: (state) => this.listeners.forEach((listener) => listener(state)),
    });
  }

  private open(): Promise<KafkaTransactionalAppender> {
    return KafkaTransactionalAppender.open(this.log.kafka, DEAD_LETTER_DESK, TRANSACTION_TIMEOUT_MS);
  }
}
