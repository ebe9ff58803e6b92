import {
  appendDeadLetters,
  asHandlerFailure,
  keyOf,
  MoveRefused,
  PositionLost,
  READ_MODEL_REMEDY,
  refuseSkipping,
  type Appender,
  type BadRecord,
  type BatchSink,
  type LogRecord,
  type PositionMove,
  type Rebuilding,
  type RecordBatch,
  type StoreContext,
  type TopicPartition,
} from '@shop/log-core';
import { openCheckpoints, type LogBounds, type Standing } from './checkpoints.js';
import type { Database } from './database.js';
import { isDataTrouble, isOfDatabase, isRepetition, ReadModelGone } from './errors.js';
import { GroupCommit } from './group-commit.js';
import { insertRows } from './insert-rows.js';
import { PROGRESS_CHANNEL, type Progress } from './progress-listener.js';
import {
  eventIdsOf,
  inSchema,
  schemaOf,
  type Db,
  type Projection,
  type ProjectionBatch,
  type Transaction,
} from './projection.js';
import type { Target } from './target.js';

/** What writing a generation of a read model needs. */
export interface ProjectionSinkOptions {
  readonly database: Database;
  readonly projection: Projection;
  /** Which generation. */
  readonly target: Target;
  /** `<app>.<reader>`, for dead letters. */
  readonly reader: string;
  /** The log that checkpoints are checked against. */
  readonly log: LogBounds;
  /** Takes the dead letters. */
  readonly appender: Appender;
  /** How another generation is built beside it. */
  readonly rebuilding?: Rebuilding;
  /** How long records may wait for others, in milliseconds. */
  readonly patience?: number;
}

/** A part of a batch, stored in one transaction, maybe with parts of other partitions. */
interface Part extends TopicPartition {
  readonly records: readonly LogRecord[];
  readonly next: number;
  readonly context: StoreContext;
}

/** Stores batches in one generation of a read model. */
export class ProjectionSink implements BatchSink {
  private readonly standings = new Map<string, Standing>();
  private readonly commits = new GroupCommit<Part>((parts) => this.commit(parts));

  readonly rebuilding?: Rebuilding;
  readonly patience?: number;
  readonly topics: readonly string[];

  constructor(private readonly options: ProjectionSinkOptions) {
    this.rebuilding = options.rebuilding;
    this.patience = options.patience;
    this.topics = options.projection.topics;
  }

  async open(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>> {
    const { database, projection, target, log } = this.options;
    const opened = await this.noticingGoneTables(async () => {
      const generation = await target.generation();
      const check = (db: Db) => target.check(db, generation);
      return openCheckpoints({ database, projection, generation, check, log, partitions });
    });
    for (const [key, standing] of opened) this.standings.set(key, standing);
    return new Map([...opened].map(([key, { position }]) => [key, position]));
  }

  async close(partitions: readonly TopicPartition[]): Promise<void> {
    for (const partition of partitions) this.standings.delete(keyOf(partition));
  }

  /** Only back: rows that were made without some records would be wrong, and nobody could tell. */
  async move(moves: readonly PositionMove[]): Promise<void> {
    const refusal = refuseSkipping(moves, READ_MODEL_REMEDY);
    if (refusal) throw new MoveRefused(refusal);
    const { database, projection, target } = this.options;
    await this.noticingGoneTables(async () => {
      const generation = await target.generation();
      await database.transaction(async (db) => {
        await target.check(db, generation);
        const moved = await db.query(
          inSchema(
            `UPDATE $schema.checkpoints AS c SET next_offset = moved.target
             FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) AS moved (topic, partition, stored, target)
             WHERE c.topic = moved.topic AND c.partition = moved.partition AND c.next_offset = moved.stored
             RETURNING 1`,
            schemaOf(projection, generation),
          ),
          [
            moves.map(({ topic }) => topic),
            moves.map(({ partition }) => partition),
            moves.map((move) => this.standing(move).stored),
            moves.map(({ to }) => to),
          ],
        );
        if (moved.length < moves.length) throw new PositionLost('Another instance has moved the checkpoints.');
      });
    });
  }

  async store(batch: RecordBatch, context: StoreContext): Promise<void> {
    const { position } = this.standing(batch);
    if (batch.from > position)
      throw new PositionLost(`A batch of ${keyOf(batch)} starts at ${batch.from}, but ${position} is not applied yet.`);
    if (batch.next <= position) return;
    await this.bury(batch.bad.filter((bad) => bad.raw.offset >= position));
    const records = batch.records.filter((record) => record.offset >= position);
    await this.noticingGoneTables(() => this.storePart({ ...partitionOf(batch), records, next: batch.next, context }));
  }

  /**
   * Stores a part. If a record holds what a column can't (a NUL character, say), halves lead to it, and it becomes a dead
   * letter: neither does the partition stop, nor is the record dropped in silence.
   */
  private async storePart(part: Part): Promise<void> {
    try {
      await this.commits.offer(part);
    } catch (error) {
      if (!isDataTrouble(error) || part.records.length === 0) throw error;
      await part.context.heartbeat();
      if (part.records.length === 1) {
        const [record] = part.records;
        await this.bury([{ raw: record.raw, code: 'record.unstorable', message: (error as Error).message }]);
        return this.storePart({ ...part, records: [] });
      }
      const middle = part.records.length >> 1;
      const next = part.records[middle].offset;
      await this.storePart({ ...part, records: part.records.slice(0, middle), next });
      await this.storePart({ ...part, records: part.records.slice(middle) });
    }
  }

  /** Repeated events are rare, and the index of ids notices them: only then are all ids looked up. */
  private async commit(parts: readonly Part[]): Promise<void> {
    try {
      await this.attempt(parts, (db, records) => this.withIdsNoted(db, records));
    } catch (error) {
      if (!isRepetition(error)) throw error;
      await this.attempt(parts, (db, records) => this.withoutApplied(db, records));
    }
  }

  private async attempt(
    parts: readonly Part[],
    toApply: (db: Transaction, records: readonly LogRecord[]) => Promise<readonly LogRecord[]>,
  ): Promise<void> {
    const { database, projection } = this.options;
    const { generation } = this.standing(parts[0]);
    const schema = schemaOf(projection, generation);
    await database.transaction(async (transaction) => {
      const db: Transaction = {
        query: (text, values) => transaction.query(inSchema(text, schema), values),
        copy: (table, columns, pieces) => transaction.copy(inSchema(table, schema), columns, pieces),
      };
      await this.moveCheckpoints(db, parts, generation);
      const records = await toApply(
        db,
        parts.flatMap((part) => part.records),
      );
      for (const topic of new Set(records.map((record) => record.topic)))
        await this.apply({ topic, records: records.filter((record) => record.topic === topic) }, db);
      for (const { context, ...part } of parts)
        if (context.signal.aborted) throw new PositionLost(`${keyOf(part)} was taken away.`);
    });
    for (const part of parts) this.standings.set(keyOf(part), { generation, stored: part.next, position: part.next });
  }

  /** What the database refuses is not the records' fault, unless it says that their data is. */
  private async apply(batch: ProjectionBatch, db: Transaction): Promise<void> {
    try {
      await this.options.projection.apply(batch, db);
    } catch (error) {
      throw isOfDatabase(error) ? error : asHandlerFailure(error);
    }
  }

  /**
   * First, because it locks the rows: of two that think they own a partition, the second waits here and then fails. All
   * lock in the same order, so that nobody waits for each other. The notifications go out with the commit, and not
   * without it.
   */
  private async moveCheckpoints(db: Db, parts: readonly Part[], generation: number): Promise<void> {
    const { name: readModel, version } = this.options.projection;
    const standings = parts.map((part) => this.standing(part));
    const progress = parts.map((part): Progress => ({ readModel, generation, ...partitionOf(part), next: part.next }));
    const moved = await db.query<{ topic: string; partition: number }>(
      `WITH given AS (
         SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::text[])
           AS g (topic, partition, stored, next, progress)
       ), locked AS (
         SELECT c.topic, c.partition FROM $schema.checkpoints AS c JOIN given USING (topic, partition)
         ORDER BY c.topic, c.partition FOR UPDATE OF c
       ), moved AS (
         UPDATE $schema.checkpoints AS c SET next_offset = given.next
         FROM locked JOIN given USING (topic, partition)
         WHERE c.topic = given.topic AND c.partition = given.partition
           AND c.next_offset = given.stored AND c.version = $6
         RETURNING c.topic, c.partition, given.progress
       ) SELECT topic, partition, pg_notify($7, progress) FROM moved`,
      [
        parts.map(({ topic }) => topic),
        parts.map(({ partition }) => partition),
        standings.map(({ stored }) => stored),
        parts.map(({ next }) => next),
        progress.map((each) => JSON.stringify(each)),
        version,
        PROGRESS_CHANNEL,
      ],
    );
    if (moved.length < parts.length || standings.some((standing) => standing.generation !== generation))
      throw new PositionLost(`The checkpoint of ${parts.map(keyOf).join(' or ')} is no longer where it was.`);
  }

  /** Notes the ids of events as applied, unless the projection does. Fails with a repetition if one was before. */
  private async withIdsNoted(db: Transaction, records: readonly LogRecord[]): Promise<readonly LogRecord[]> {
    const { projection } = this.options;
    if (!projection.eventIds) {
      const rows = eventIdsIn(records).map((id) => [id]);
      await insertRows(db, `$schema.${eventIdsOf(projection).table}`, { id: 'text' }, rows);
    }
    return records;
  }

  /** Leaves out events that this generation has applied, and repetitions within the batch. */
  private async withoutApplied(db: Db, records: readonly LogRecord[]): Promise<readonly LogRecord[]> {
    const ids = new Set(eventIdsIn(records));
    if (!ids.size) return records;
    const { projection } = this.options;
    const { table, column } = eventIdsOf(projection);
    const found = projection.eventIds
      ? await db.query<{ id: string }>(
          `SELECT ${column} AS id FROM $schema.${table} WHERE ${column} = ANY($1::text[])`,
          [[...ids]],
        )
      : await db.query<{ id: string }>(
          `WITH given AS (SELECT unnest($1::text[]) AS id),
                added AS (INSERT INTO $schema.${table} (id) SELECT id FROM given ON CONFLICT DO NOTHING RETURNING id)
           SELECT id FROM given EXCEPT ALL SELECT id FROM added`,
          [[...ids].sort()],
        );
    for (const { id } of found) ids.delete(id);
    return firstOfEach(ids, records);
  }

  private bury(bad: readonly BadRecord[]): Promise<void> {
    const { appender, reader } = this.options;
    return appendDeadLetters(appender, reader, bad);
  }

  /** Somebody dropped tables: they are made again, and read from the start. */
  private async noticingGoneTables<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ReadModelGone)) throw error;
      throw new PositionLost(`Tables are missing and will be made again: ${error.message}`, { cause: error });
    }
  }

  private standing(partition: TopicPartition): Standing {
    const standing = this.standings.get(keyOf(partition));
    if (!standing) throw new PositionLost(`${keyOf(partition)} is not open.`);
    return standing;
  }
}

function partitionOf({ topic, partition }: TopicPartition): TopicPartition {
  return { topic, partition };
}

function eventIdsIn(records: readonly LogRecord[]): string[] {
  const ids: string[] = [];
  for (const { content } of records) if (content.kind === 'event') ids.push(content.event.id);
  return ids;
}

/** Of the events with these ids the first each, and whatever is no event. Empties the set of ids. */
function firstOfEach(ids: Set<string>, records: readonly LogRecord[]): LogRecord[] {
  return records.filter(({ content }) => content.kind !== 'event' || ids.delete(content.event.id));
}
