import type { Position } from '@shop/topics';
import { keyOf, type Generation } from '@shop/log-core';
import type { Database } from './database.js';
import { DatabaseAway, ReadModelGone } from './errors.js';
import { activeOf, prepareGeneration } from './generations.js';
import { PositionWaiters } from './position-waiters.js';
import { EventWaiters } from './event-waiters.js';
import { eventIdsOf, inSchema, schemaOf, type Db, type Projection } from './projection.js';
import type { Progress } from './progress-listener.js';

/** Told when a generation has moved on: everything before `next` is applied and can be queried. */
export type ProgressSubscriber = (progress: Pick<Progress, 'topic' | 'partition' | 'next'>) => void;

/** The data of a projection: asks its active generation, waits for it, and tells when it moves. */
export class ReadModel implements Db {
  private generation?: Generation;
  private preparing?: Promise<Generation>;
  private readonly subscribers = new Set<ProgressSubscriber>();
  private readonly positions = new PositionWaiters(() => this.checkpointsNow());
  private readonly events = new EventWaiters((ids) => this.appliedAmong(ids));
  private stopObserving?: () => void;

  constructor(
    readonly database: Database,
    readonly projection: Projection,
  ) {}

  /**
   * Makes what is missing (schema, tables, pointer) and finds the active generation. Called by the first query; calling
   * it again is cheap.
   * @throws DatabaseAway when the database is away
   */
  async prepare(): Promise<Generation> {
    // A switch to another generation is told as progress is.
    this.observe();
    return this.generation ?? this.refresh();
  }

  /** Finds out again which generation is active, and makes what is missing. */
  async refresh(): Promise<Generation> {
    this.preparing ??= prepareGeneration(this.database, this.projection)
      .then((generation) => {
        if (generation.number !== this.generation?.number) this.positions.forget();
        return (this.generation = generation);
      })
      .finally(() => (this.preparing = undefined));
    return this.preparing;
  }

  /** The schema of the active generation. */
  async schema(): Promise<string> {
    return schemaOf(this.projection, (await this.prepare()).number);
  }

  /**
   * Asks the active generation.
   * @param text SQL in which `$schema` stands for its schema
   * @throws DatabaseAway when the database is away or too slow, or the read model is just being built and none answers
   */
  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const asked = await this.prepare();
    const { name, version, answersFrom = version } = this.projection;
    if (asked.version < answersFrom)
      throw new DatabaseAway(`The read model ${name} is being built in version ${version}: try again in a moment.`);
    const ask = (generation: Generation) =>
      this.database.query<Row>(inSchema(text, schemaOf(this.projection, generation.number)), values);
    try {
      return await ask(asked);
    } catch (error) {
      if (!(error instanceof ReadModelGone)) throw error;
      // Either somebody dropped the tables, or this process missed two switches: then the generation that answers now is asked.
      this.positions.forget();
      const active = await this.refresh();
      if (active.number === asked.number) throw error;
      return ask(active);
    }
  }

  /**
   * Waits until the record at a position is applied, by whichever instance.
   * @param timeout in milliseconds
   * @returns false when it isn't by then, or when the database is away
   */
  async waitForPosition({ topic, partition, offset }: Position, timeout: number): Promise<boolean> {
    this.observe();
    return this.positions.wait(keyOf({ topic, partition }), Number(offset), timeout);
  }

  /**
   * Waits until the event with an id is applied (`?after=`), by whichever instance.
   * @param timeout in milliseconds
   * @returns false when it isn't by then, or when the database is away
   */
  async waitForEvent(id: string, timeout: number): Promise<boolean> {
    this.observe();
    return this.events.wait(id, timeout);
  }

  /** Calls back after each commit of any instance, and once per partition after the connection was lost. */
  subscribe(subscriber: ProgressSubscriber): () => void {
    this.subscribers.add(subscriber);
    this.observe();
    return () => this.subscribers.delete(subscriber);
  }

  /** The same, after making sure which generation is active. */
  private async checkpointsNow(): Promise<Map<string, number>> {
    await this.refresh();
    return this.checkpoints();
  }

  /** Where the active generation stands: the next offset per `topic/partition`. */
  async checkpoints(): Promise<Map<string, number>> {
    const rows = await this.query<{ topic: string; partition: number; next_offset: number }>(
      'SELECT topic, partition, next_offset FROM $schema.checkpoints',
    );
    return new Map(rows.map((row) => [keyOf(row), row.next_offset]));
  }

  private async appliedAmong(ids: readonly string[]): Promise<string[]> {
    const { table, column } = eventIdsOf(this.projection);
    const rows = await this.query<{ id: string }>(
      `SELECT ${column} AS id FROM $schema.${table} WHERE ${column} = ANY($1::text[])`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  private observe(): void {
    this.stopObserving ??= this.database.progress.observe({
      progressed: (progress) => {
        if (progress.readModel !== this.projection.name) return;
        if (progress.generation !== this.generation?.number) return void this.followPointer();
        this.moved(progress);
      },
      connected: () => void this.catchUp(),
    });
  }

  private moved(progress: Pick<Progress, 'topic' | 'partition' | 'next'>): void {
    this.positions.reached(keyOf(progress), progress.next);
    this.events.check();
    for (const subscriber of this.subscribers) subscriber(progress);
  }

  /** After a (re)connection, or a switch to another generation: what the missed notifications would have said. */
  private async catchUp(): Promise<void> {
    const checkpoints = await this.checkpointsNow().catch(() => new Map<string, number>());
    for (const [key, next] of checkpoints) {
      const slash = key.lastIndexOf('/');
      this.moved({ topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)), next });
    }
  }

  /** Another generation commits: perhaps it is being built, perhaps it answers now. */
  private async followPointer(): Promise<void> {
    const active = await activeOf(this.database, this.projection).catch(() => undefined);
    if (active && active.number !== this.generation?.number) await this.catchUp();
  }
}
