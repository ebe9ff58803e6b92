import type { BuildPurpose, BuildRequest, Generation, Rebuilt } from '@shop/log-core';
import type { Database } from './database.js';
import { eventIdsOf, inSchema, schemaOf, type Db, type Projection } from './projection.js';

/** Held while schemas are made or dropped, so that instances don't get in each other's way. */
const SCHEMA_LOCK = 7_246_001;

/** The generation that answers, and the rebuild that made it, if one did. */
interface Active extends Generation {
  readonly request: string | null;
  readonly outcome: Rebuilt | null;
  /** The last verification of it, and who asked for that. */
  readonly verified: { readonly request: string | null; readonly outcome: Rebuilt } | null;
}

/** A generation that is being built, and since when. */
export interface Building extends Generation {
  readonly request: string | null;
  readonly purpose: BuildPurpose;
  readonly since: Date;
}

/**
 * Makes what is missing of a projection (pointer, schema, tables) and empties nothing.
 * @returns the generation that answers queries: of the code's version, unless another is there already and answers until
 * one of the code's version is built
 * @throws DatabaseAway when the database is away
 */
export async function prepareGeneration(database: Database, projection: Projection): Promise<Generation> {
  return changingSchemas(database, async (db) => {
    const active = await activeOf(db, projection);
    if (active && active.version !== projection.version) {
      const made = await generationsMade(db, projection);
      if (made.some(({ number, version }) => number === active.number && version === active.version)) return active;
    }
    const generation = { number: await chooseNumber(db, projection, active), version: projection.version };
    await makeTables(db, projection, generation.number);
    // A switch may be waiting to be committed: what was not read must not be written over.
    if (generation.number !== active?.number)
      await db.query(
        `INSERT INTO projections.active (projection, generation, version) VALUES ($1, $2, $3)
         ON CONFLICT (projection) DO UPDATE
           SET generation = excluded.generation, version = excluded.version, request = NULL, outcome = NULL, since = now()
           WHERE active.generation = $4`,
        [projection.name, generation.number, generation.version, active?.number ?? null],
      );
    return generation;
  });
}

/**
 * Begins a generation beside the active one, or finds the one that is begun. Generations that nobody needs any more are
 * dropped: what answers now can still be asked by those who haven't noticed a switch, what was before that can't.
 * @param request what asks for it; absent for a new version
 * @returns what came of the request if it was finished before
 */
export async function beginGeneration(
  database: Database,
  projection: Projection,
  request: BuildRequest | undefined,
): Promise<{ from: Generation; to: Building; begun: boolean } | Rebuilt> {
  const from = await prepareGeneration(database, projection);
  return changingSchemas(database, async (db) => {
    const active = await activeOf(db, projection);
    const isDone = request === undefined ? active?.version === projection.version : active?.request === request.id;
    if (isDone && active?.outcome) return active.outcome;
    if (request && active?.verified?.request === request.id) return active.verified.outcome;
    const building = await buildingOf(db, projection);
    if (building?.version === projection.version) return { from, to: building, begun: false };
    const made = await generationsMade(db, projection);
    const number = Math.max(from.number, ...made.map((each) => each.number)) + 1;
    for (const old of made) if (old.number !== from.number) await dropGeneration(db, projection, old.number);
    await makeTables(db, projection, number);
    await db.query('DELETE FROM projections.building WHERE projection = $1', [projection.name]);
    await db.query(
      'INSERT INTO projections.building (projection, generation, version, request, purpose) VALUES ($1, $2, $3, $4, $5)',
      [projection.name, number, projection.version, request?.id ?? null, request?.purpose ?? 'rebuild'],
    );
    return { from, to: (await buildingOf(db, projection)) as Building, begun: true };
  });
}

/** Drops the generation that is being built. @returns false when none was */
export async function dropBuilding(database: Database, projection: Projection): Promise<boolean> {
  return changingSchemas(database, async (db) => {
    const building = await buildingOf(db, projection);
    if (!building) return false;
    await db.query('DELETE FROM projections.building WHERE projection = $1', [projection.name]);
    await dropGeneration(db, projection, building.number);
    return true;
  });
}

/**
 * Ends a verification: what it came to is kept beside what answers, and nothing else is changed.
 * @returns false when the generation isn't being built any more
 */
export async function noteVerified(database: Database, projection: Projection, outcome: Rebuilt): Promise<boolean> {
  return changingSchemas(database, async (db) => {
    const building = await buildingOf(db, projection);
    if (building?.number !== outcome.to.number) return false;
    await db.query('DELETE FROM projections.building WHERE projection = $1', [projection.name]);
    await db.query('UPDATE projections.active SET verified = $2 WHERE projection = $1', [
      projection.name,
      JSON.stringify({ request: building.request, outcome }),
    ]);
    return true;
  });
}

/** Drops a generation that neither answers nor is being built; with any other number nothing happens. */
export async function dropLeftOver(database: Database, projection: Projection, number: number): Promise<void> {
  await changingSchemas(database, async (db) => {
    const kept = [await activeOf(db, projection), await buildingOf(db, projection)];
    if (kept.every((each) => each?.number !== number)) await dropGeneration(db, projection, number);
  });
}

/**
 * Lets another generation answer, by one row. The checkpoints of the one before go: whoever still writes there finds
 * none, and looks up the pointer. Runs in the transaction that holds them.
 */
export async function pointTo(db: Db, projection: Projection, outcome: Rebuilt): Promise<void> {
  const [{ request }] = await db.query<{ request: string | null }>(
    'DELETE FROM projections.building WHERE projection = $1 AND generation = $2 RETURNING request',
    [projection.name, outcome.to.number],
  );
  await db.query(
    `UPDATE projections.active SET generation = $2, version = $3, request = $4, outcome = $5, since = now()
     WHERE projection = $1`,
    [projection.name, outcome.to.number, outcome.to.version, request, JSON.stringify(outcome)],
  );
  await db.query(`DELETE FROM ${schemaOf(projection, outcome.from.number)}.checkpoints`);
}

/** The generation that answers queries, without making anything; undefined before the first start. */
export async function activeOf(db: Db, projection: Pick<Projection, 'name'>): Promise<Active | undefined> {
  const rows = await db.query<Active>(
    'SELECT generation AS number, version, request, outcome, verified FROM projections.active WHERE projection = $1',
    [projection.name],
  );
  return rows[0];
}

/** The generation that is being built. */
export async function buildingOf(db: Db, projection: Pick<Projection, 'name'>): Promise<Building | undefined> {
  const rows = await db.query<Building>(
    'SELECT generation AS number, version, request, purpose, since FROM projections.building WHERE projection = $1',
    [projection.name],
  );
  return rows[0];
}

/** Works on schemas, alone, in one transaction. The tables of the runtime itself are there. */
async function changingSchemas<T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> {
  return database.transaction(async (db) => {
    await db.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS projections;
      CREATE TABLE IF NOT EXISTS projections.active (
        projection text PRIMARY KEY,
        generation integer NOT NULL,
        version integer NOT NULL,
        since timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE IF NOT EXISTS projections.building (
        projection text PRIMARY KEY,
        generation integer NOT NULL,
        version integer NOT NULL,
        request text,
        since timestamptz NOT NULL DEFAULT now()
      )`);
    // Asked first, because ALTER TABLE shuts out everybody even where there is nothing to do.
    const columns = await db.query(
      `SELECT 1 FROM information_schema.columns
       WHERE table_schema = 'projections' AND table_name = 'active' AND column_name = 'verified'`,
    );
    if (!columns.length)
      await db.query(`
        ALTER TABLE projections.active ADD COLUMN IF NOT EXISTS request text, ADD COLUMN IF NOT EXISTS outcome json,
          ADD COLUMN verified json;
        ALTER TABLE projections.building ADD COLUMN IF NOT EXISTS purpose text NOT NULL DEFAULT 'rebuild'`);
    return work(db);
  });
}

/**
 * The active generation if it has the version of the code. If the pointer was emptied, the youngest schema of that
 * version: its rows and checkpoints agree, whatever was emptied with them. Otherwise a new one.
 */
async function chooseNumber(db: Db, projection: Projection, active: Active | undefined): Promise<number> {
  if (active?.version === projection.version) return active.number;
  const building = await buildingOf(db, projection);
  const made = (await generationsMade(db, projection)).filter(({ number }) => number !== building?.number);
  const ofThisVersion = made.filter(({ version }) => version === projection.version);
  if (!active && ofThisVersion.length) return Math.max(...ofThisVersion.map(({ number }) => number));
  return Math.max(0, active?.number ?? 0, building?.number ?? 0, ...made.map(({ number }) => number)) + 1;
}

/** The schemas of a projection. Each says its version in its comment, which no TRUNCATE takes away. */
async function generationsMade(db: Db, projection: Projection): Promise<Generation[]> {
  const rows = await db.query<{ name: string; comment: string | null }>(
    `SELECT nspname AS name, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname ~ $1`,
    [`^${projection.name}_[0-9]+$`],
  );
  return rows.map(({ name, comment }) => ({
    number: Number(name.slice(projection.name.length + 1)),
    version: Number(/^version (\d+)$/.exec(comment ?? '')?.[1] ?? 0),
  }));
}

async function dropGeneration(db: Db, projection: Projection, generation: number): Promise<void> {
  await db.query(`DROP SCHEMA IF EXISTS ${schemaOf(projection, generation)} CASCADE`);
}

async function makeTables(db: Db, projection: Projection, generation: number): Promise<void> {
  const schema = schemaOf(projection, generation);
  await db.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await db.query(`COMMENT ON SCHEMA ${schema} IS 'version ${projection.version}'`);
  await db.query(
    `CREATE TABLE IF NOT EXISTS ${schema}.checkpoints (
       topic text NOT NULL,
       partition integer NOT NULL,
       cluster_id text NOT NULL,
       version integer NOT NULL,
       next_offset bigint NOT NULL,
       PRIMARY KEY (topic, partition)
     ) WITH (fillfactor = 50)`,
  );
  await db.query(inSchema(projection.tables, schema));
  if (!projection.eventIds)
    await db.query(`CREATE TABLE IF NOT EXISTS ${schema}.${eventIdsOf(projection).table} (id text PRIMARY KEY)`);
}
