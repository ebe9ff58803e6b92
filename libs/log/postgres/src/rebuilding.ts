import { setTimeout as wait } from 'node:timers/promises';
import {
  areEqual,
  RebuildDiffers,
  RebuildOver,
  type BatchSink,
  type Build,
  type BuildPurpose,
  type BuildRequest,
  type Generation,
  type Rebuilding,
  type Rebuilt,
  type TableCompared,
} from '@shop/log-core';
import type { Position } from '@shop/topics';
import { BuilderSink } from './builder-sink.js';
import { compareTables } from './comparison.js';
import type { Database } from './database.js';
import {
  activeOf,
  beginGeneration,
  buildingOf,
  dropBuilding,
  dropLeftOver,
  noteVerified,
  pointTo,
  prepareGeneration,
  type Building,
} from './generations.js';
import { PROGRESS_CHANNEL, type Progress } from './progress-listener.js';
import { ProjectionSink } from './projection-sink.js';
import type { ReadModelSinkOptions } from './read-model-sink.js';
import { schemaOf, type Db, type Projection } from './projection.js';
import { BuiltGeneration } from './target.js';

/** Keeps two instances from finishing one build at the same time. */
const FINISH_LOCK = 7_246_002;
/** How long the generation that answers may be held up for the other one to arrive, in milliseconds. */
const HOLD = 1_000;
/** Time between two looks at where the other one is, in milliseconds. */
const LOOK = 10;

/** Builds generation n+1 of a read model in PostgreSQL beside n. */
export class PostgresRebuilding implements Rebuilding {
  constructor(private readonly options: ReadModelSinkOptions) {}

  async outdated(): Promise<{ readonly answers: boolean } | undefined> {
    const { database, projection } = this.options.readModel;
    const { version } = await prepareGeneration(database, projection);
    if (version === projection.version) return undefined;
    return { answers: version >= (projection.answersFrom ?? projection.version) };
  }

  async begin(request?: BuildRequest): Promise<Build | Rebuilt> {
    const { database, projection } = this.options.readModel;
    const begun = await beginGeneration(database, projection, request);
    return 'took' in begun ? begun : new PostgresBuild(this.options, begun);
  }

  async outcomeOf(generation: number, request?: string): Promise<Rebuilt | undefined> {
    const { database, projection } = this.options.readModel;
    const active = await activeOf(database, projection);
    const verified = active?.verified;
    if (request !== undefined && verified?.request === request) return verified.outcome;
    return active?.number === generation ? (active.outcome ?? undefined) : undefined;
  }

  drop(): Promise<boolean> {
    const { database, projection } = this.options.readModel;
    return dropBuilding(database, projection);
  }
}

class PostgresBuild implements Build {
  readonly from: Generation;
  readonly to: Generation;
  readonly begun: boolean;
  readonly sink: BatchSink;
  /** Apart from the service's own, so that neither waits for the other's connections. */
  private readonly database: Database;
  private readonly projection: Projection;
  private readonly since: Date;
  private readonly purpose: BuildPurpose;
  private isVerified = false;
  /** Only generations of one version have to be equal. */
  private readonly mustBeEqual: boolean;

  constructor(options: ReadModelSinkOptions, { from, to, begun }: { from: Generation; to: Building; begun: boolean }) {
    this.projection = options.readModel.projection;
    this.database = options.readModel.database.apart('rebuild');
    this.from = { number: from.number, version: from.version };
    this.to = { number: to.number, version: to.version };
    this.since = to.since;
    this.purpose = to.purpose;
    this.begun = begun;
    this.mustBeEqual = from.version === to.version;
    const { readModel, ...rest } = options;
    const { database, projection } = this;
    const target = new BuiltGeneration(projection, to.number);
    const inner = new ProjectionSink({ ...rest, database, projection, target });
    this.sink = new BuilderSink(inner, this.mustBeEqual ? readModel : undefined);
  }

  async finish(): Promise<Rebuilt | undefined> {
    const compared = await this.compare();
    if (!compared) return undefined;
    const outcome = (): Rebuilt => ({
      purpose: this.purpose,
      from: this.from,
      to: this.to,
      ...compared,
      took: Date.now() - this.since.getTime(),
    });
    if (this.purpose === 'verify') return this.verified(outcome());
    if (this.purpose === 'rebuild' && !areEqual(compared.tables))
      throw new RebuildDiffers('The rows that were built are not equal to those that answer.', compared.tables);
    return this.holdingBoth(async (db) => this.switched(db, outcome()));
  }

  private async switched(db: Db, outcome: Rebuilt): Promise<Rebuilt> {
    await pointTo(db, this.projection, outcome);
    await this.tell(db);
    return outcome;
  }

  private async verified(outcome: Rebuilt): Promise<Rebuilt> {
    this.isVerified = await noteVerified(this.database, this.projection, outcome);
    if (this.isVerified) return outcome;
    throw new RebuildOver(`Generation ${this.to.number} of ${this.projection.name} is not being built any more.`);
  }

  /**
   * Tables of a verification are dropped only when its builder has ended: what it still stores would be in the way. If
   * that fails, the next build drops them.
   */
  async end(): Promise<void> {
    const { database, projection, to } = this;
    if (this.isVerified) await dropLeftOver(database, projection, to.number).catch(() => undefined);
    await database.close();
  }

  /**
   * The tables of both at one position. Whoever writes there is held up until the snapshot is taken, which takes
   * milliseconds, and not while it is read, which takes as long as there are rows.
   */
  private async compare(): Promise<{ positions: Position[]; tables: TableCompared[] } | undefined> {
    let reading: Promise<TableCompared[]> | undefined;
    const positions = await this.holdingBoth(async (db) => {
      await new Promise<void>((taken, failed) => {
        reading = this.database.transaction(async (snapshot) => {
          await snapshot.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
          await snapshot.query('SELECT 1 FROM projections.active');
          taken();
          return compareTables(snapshot, this.projection, this.mustBeEqual ? this.from : undefined, this.to);
        });
        reading.catch(failed);
      });
      return checkpointsOf(db, this.schema(this.to));
    });
    return positions && { positions, tables: (await reading) ?? [] };
  }

  /**
   * Works while nothing is written to the generation that answers and the one that is built has arrived where it stands.
   * @returns undefined when it doesn't arrive in time, or when another instance is at it
   * @throws RebuildOver when it isn't being built any more
   */
  private async holdingBoth<T>(work: (db: Db) => Promise<T>): Promise<T | undefined> {
    return this.database.transaction(async (db) => {
      const [{ mine }] = await db.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS mine',
        [FINISH_LOCK, this.projection.name],
      );
      if (!mine) return undefined;
      await db.query('SELECT 1 FROM projections.active WHERE projection = $1 FOR UPDATE', [this.projection.name]);
      if ((await buildingOf(db, this.projection))?.number !== this.to.number)
        throw new RebuildOver(`Generation ${this.to.number} of ${this.projection.name} is not being built any more.`);
      // In the order in which batches lock them, so that neither waits for the other.
      await db.query(`SELECT 1 FROM ${this.schema(this.from)}.checkpoints ORDER BY topic, partition FOR UPDATE`);
      for (const deadline = Date.now() + HOLD; !(await this.hasArrived(db)); await wait(LOOK))
        if (Date.now() > deadline) return undefined;
      return work(db);
    });
  }

  /** Whether the built generation stands where the other one does; beyond is fine where they need not be equal. */
  private async hasArrived(db: Db): Promise<boolean> {
    const behind = await db.query(
      `SELECT 1 FROM ${this.schema(this.from)}.checkpoints AS f
       FULL JOIN ${this.schema(this.to)}.checkpoints AS t USING (topic, partition)
       WHERE coalesce(t.next_offset, 0) ${this.mustBeEqual ? '<>' : '<'} coalesce(f.next_offset, 0) LIMIT 1`,
    );
    return behind.length === 0;
  }

  /** Who waits for a position, or pushes what changed, goes on with the other generation. */
  private async tell(db: Db): Promise<void> {
    for (const { topic, partition, offset } of await checkpointsOf(db, this.schema(this.to))) {
      const { name: readModel } = this.projection;
      const progress: Progress = { readModel, generation: this.to.number, topic, partition, next: Number(offset) };
      await db.query('SELECT pg_notify($1, $2)', [PROGRESS_CHANNEL, JSON.stringify(progress)]);
    }
  }

  private schema({ number }: Generation): string {
    return schemaOf(this.projection, number);
  }
}

async function checkpointsOf(db: Db, schema: string): Promise<Position[]> {
  const rows = await db.query<{ topic: string; partition: number; next_offset: number }>(
    `SELECT topic, partition, next_offset FROM ${schema}.checkpoints ORDER BY topic, partition`,
  );
  return rows.map(({ topic, partition, next_offset: next }) => ({ topic, partition, offset: String(next) }));
}
