import { setTimeout as wait } from 'node:timers/promises';
import {
  areEqual,
  keyOf,
  RebuildDiffers,
  RebuildOver,
  Retriable,
  type Build,
  type Rebuilding,
  type Rebuilt,
  type Skipping,
} from '@shop/log-core';
import { cutText, type ControlEvent, type Topic } from '@shop/topics';
import { messageOf, type KafkaClient } from './client.js';
import type { ControlReader } from './control-reader.js';
import { backoffMs } from './reader-options.js';
import { runReader } from './reader.js';
import { evolveStory, isOutcome, overStory, type Cause, type RebuildStory, type Wanted } from './rebuild-story.js';

/** Time between two attempts to finish, in milliseconds. */
const FINISH_AGAIN = 250;
/** How long whoever finished a build has to tell so, before another instance does, in milliseconds. */
const TOLD_WITHIN = 5_000;
/** How often a builder may fail before the rebuild has: what it has built is kept, so another try goes on from there. */
const TRIES = 3;
/** How much of an error is told in the log. */
const MAX_REASON = 2_000;

export interface RebuilderOptions {
  readonly kafka: KafkaClient;
  readonly control: ControlReader;
  /** `<app>.<reader>` whose read model it is. */
  readonly reader: string;
  readonly topics: readonly Topic[];
  readonly rebuilding: Rebuilding;
}

/**
 * Builds the read model of one reader anew when operators ask for it in `control_events`, to take its place or only to be
 * compared with it; or when the code has another version than what answers: a second reader of the same topics, from the beginning, into another generation. What is
 * under way is in the log and the database, so any instance goes on with it after any crash.
 */
export class Rebuilder {
  #story: RebuildStory = {};
  /** What was asked before the start is known and can be acted upon. */
  #acting = false;
  #work: Promise<void> = Promise.resolve();
  /** Aborted when the build under way is not wanted any more. */
  #build = new AbortController();
  readonly #stopping = new AbortController();
  /** What answers is of another version than the code, which `answers` tells whether it can ask. */
  upgrading: { readonly answers: boolean } | undefined;

  constructor(private readonly options: RebuilderOptions) {
    options.control.listen((event) => {
      if (event.data.reader === options.reader) this.#hear(event);
    });
  }

  /**
   * Brings the read model to the version of the code, and obeys from then on. Call it when all that was asked before is
   * known. Resolves when the reader itself may run.
   * @throws what a build for a new version failed of
   */
  start(): Promise<void> {
    const started = this.#start();
    this.#work = started.catch(() => undefined);
    return started;
  }

  /** Ends the builder; what it has built stays, and goes on with the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#build.abort();
    await this.#work;
  }

  async #start(): Promise<void> {
    const { rebuilding } = this.options;
    while ((this.upgrading = await this.#patiently(() => rebuilding.outdated()))) {
      const failure = await this.#rebuild(undefined);
      if (failure) throw failure;
    }
    const { started, request } = this.#story;
    if (started !== undefined && !request) {
      // It answers, but the process that switched didn't live to tell.
      const outcome = await this.#patiently(() => rebuilding.outcomeOf(started));
      if (outcome) await this.#reportOutcome(outcome, undefined);
    }
    this.#acting = true;
    this.#act();
  }

  #hear(event: ControlEvent): void {
    this.#story = evolveStory(this.#story, event);
    // Nobody can cancel a new version: the code needs it.
    if (isOutcome(event) || (this.#story.cancel && this.#acting)) this.#build.abort();
    this.#act();
  }

  #act(): void {
    if (!this.#acting) return;
    this.#work = this.#work.then(async () => {
      const { request, cancel } = this.#story;
      if (this.#stopping.signal.aborted) return;
      if (cancel) await this.#cancel(cancel);
      else if (request) await this.#rebuild(request);
    });
  }

  async #cancel(cause: Cause): Promise<void> {
    await this.#patiently(() => this.options.rebuilding.drop());
    await this.#report('ProjectionRebuildCancelled', {}, cause);
    if (this.#story.cancel?.id === cause.id) this.#story = overStory(this.#story);
  }

  /** @returns why it failed, if it did and nobody cancelled it */
  async #rebuild(request: Wanted | undefined): Promise<Error | undefined> {
    this.#build = new AbortController();
    const { signal } = this.#build;
    let build: Build | undefined;
    try {
      const begun = await this.#patiently(() => this.options.rebuilding.begin(request), signal);
      if (!begun) return undefined;
      const isOver = 'took' in begun;
      const outcome = isOver ? begun : await this.#run((build = begun), request, signal);
      // Another instance was quicker, and tells it in a moment.
      const isTold = isOver && (await this.#isTold(begun.to.number, request));
      if (outcome && !isTold) await this.#reportOutcome(outcome, request);
    } catch (error) {
      return this.#failed(error as Error, build, request);
    } finally {
      await build?.end();
    }
    if (request && this.#story.request?.id === request.id && !signal.aborted) this.#story = overStory(this.#story);
    return undefined;
  }

  /** @returns undefined when it was aborted */
  async #run(build: Build, request: Cause | undefined, signal: AbortSignal): Promise<Rebuilt | undefined> {
    const { kafka, reader } = this.options;
    const group = `${reader}.${build.to.number}`;
    if (build.begun || this.#story.started === undefined)
      await this.#report('ProjectionRebuildStarted', { from: build.from, to: build.to, group }, request);
    for (let tried = 1; ; tried++) {
      try {
        return await this.#runBuilder(build, group, signal);
      } catch (error) {
        if (tried === TRIES || error instanceof RebuildOver || error instanceof RebuildDiffers) throw error;
        kafka.logger.warn({ reader, error: messageOf(error) }, 'A rebuild was interrupted, and is tried again');
        await wait(backoffMs(tried), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #runBuilder(build: Build, group: string, signal: AbortSignal): Promise<Rebuilt | undefined> {
    const { kafka, topics } = this.options;
    let fail!: (error: Error) => void;
    const failed = new Promise<never>((_, reject) => (fail = reject));
    failed.catch(() => undefined);
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const skipping = this.#skipping();
    const options = { name: group, group, forgetGroup: true, topics, sink: build.sink, onFailed: fail, skipping };
    const builder = runReader(kafka, options);
    try {
      await Promise.race([builder.caughtUp(), failed, aborted]);
      while (!signal.aborted) {
        const outcome = await Promise.race([this.#patiently(() => build.finish(), signal), failed]);
        if (outcome) return outcome;
        await wait(FINISH_AGAIN, undefined, { signal }).catch(() => undefined);
      }
      return undefined;
    } finally {
      await builder.stop();
    }
  }

  /** A builder leaves out what the reader does, and nothing else: what answers goes on answering, so nobody is held up. */
  #skipping(): Skipping {
    const { control, reader } = this.options;
    return {
      without: control.skipping(reader).without,
      putAway: async (position, error) => {
        const place = `${keyOf(position)}/${position.offset}`;
        throw new Error(`The handler fails of ${place}: mend it, or skip the record by name. ${error.message}`, {
          cause: error,
        });
      },
    };
  }

  async #failed(error: Error, build: Build | undefined, request: Cause | undefined): Promise<Error | undefined> {
    const { kafka, reader, rebuilding } = this.options;
    if (error instanceof RebuildOver && build) {
      // Finished by another instance, or by this one whose answer was lost; or dropped, which is told by who did it.
      if (await this.#isTold(build.to.number, request)) return undefined;
      const outcome = await this.#patiently(() => rebuilding.outcomeOf(build.to.number, request?.id));
      if (outcome) await this.#reportOutcome(outcome, request);
      return undefined;
    }
    kafka.logger.error({ reader, error: messageOf(error) }, 'The read model could not be built anew');
    await this.#patiently(() => rebuilding.drop());
    const failure =
      error instanceof RebuildDiffers
        ? { code: 'rebuild.different', reason: error.message }
        : { code: 'rebuild.failed', reason: cutText(messageOf(error), MAX_REASON) };
    const tables = error instanceof RebuildDiffers ? error.tables : undefined;
    await this.#report('ProjectionRebuildFailed', { failure, ...(tables && { tables }) }, request);
    if (this.#story.request?.id === request?.id) this.#story = overStory(this.#story);
    return error;
  }

  /** Whether somebody tells what became of a request, in time: who finished it may have died before. */
  async #isTold(generation: number, request: Cause | undefined): Promise<boolean> {
    const { signal } = this.#stopping;
    for (const from = performance.now(); performance.now() - from < TOLD_WITHIN && !signal.aborted;) {
      if (request ? this.#story.request?.id !== request.id : this.#story.started !== generation) return true;
      await wait(FINISH_AGAIN, undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  /** Asks again while the trouble is one that passes. @returns undefined when aborted */
  async #patiently<T>(ask: () => Promise<T>, signal: AbortSignal = this.#stopping.signal): Promise<T | undefined> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Retriable)) throw error;
        this.options.kafka.logger.debug({ reader: this.options.reader, error: error.message }, 'A rebuild waits');
        await wait(backoffMs(attempt), undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  #reportOutcome({ purpose, ...outcome }: Rebuilt, cause: Cause | undefined): Promise<void> {
    if (purpose === 'verify')
      return this.#report('ProjectionVerified', { ...outcome, equal: areEqual(outcome.tables) }, cause);
    return this.#report('ProjectionRebuilt', { ...outcome, ...(purpose === 'logWins' && { logWins: true }) }, cause);
  }

  #report(
    type:
      | 'ProjectionRebuildStarted'
      | 'ProjectionRebuilt'
      | 'ProjectionVerified'
      | 'ProjectionRebuildCancelled'
      | 'ProjectionRebuildFailed',
    data: object,
    cause: Cause | undefined,
  ): Promise<void> {
    return this.options.control.report(type, { reader: this.options.reader, ...data } as never, cause);
  }
}
