import type { Database } from './database.js';
import { eventIdsOf, inSchema, schemaOf, type Db, type Projection } from './projection.js';

/** Held while schemas are made, so that instances that start together don't get in each other's way. */
const START_LOCK = 7_246_001;

/**
 * Makes what is missing of a projection (pointer, schema, tables) and empties nothing.
 * @returns the generation that answers queries
 * @throws DatabaseAway when the database is away
 */
export async function prepareGeneration(database: Database, projection: Projection): Promise<number> {
  return database.transaction(async (db) => {
    await db.query('SELECT pg_advisory_xact_lock($1)', [START_LOCK]);
    await db.query('CREATE SCHEMA IF NOT EXISTS projections');
    await db.query(
      `CREATE TABLE IF NOT EXISTS projections.active (
         projection text PRIMARY KEY,
         generation integer NOT NULL,
         version integer NOT NULL,
         since timestamptz NOT NULL DEFAULT now()
       )`,
    );
    const generation = await chooseGeneration(db, projection);
    await makeTables(db, projection, generation);
    await db.query(
      `INSERT INTO projections.active (projection, generation, version) VALUES ($1, $2, $3)
       ON CONFLICT (projection) DO UPDATE SET generation = excluded.generation, version = excluded.version, since = now()
       WHERE active.generation <> excluded.generation`,
      [projection.name, generation, projection.version],
    );
    return generation;
  });
}

/** The generation that answers queries, without making anything; undefined before the first start. */
export async function activeGeneration(db: Db, projection: Projection): Promise<number | undefined> {
  const rows = await db.query<{ generation: number }>(
    'SELECT generation FROM projections.active WHERE projection = $1',
    [projection.name],
  );
  return rows[0]?.generation;
}

/**
 * The active generation if it has the version of the code. If the pointer was emptied, the youngest schema of that
 * version: its rows and checkpoints agree, whatever was emptied with them. Otherwise a new one.
 */
async function chooseGeneration(db: Db, projection: Projection): Promise<number> {
  const [active] = await db.query<{ generation: number; version: number }>(
    'SELECT generation, version FROM projections.active WHERE projection = $1',
    [projection.name],
  );
  if (active?.version === projection.version) return active.generation;
  const made = await generationsMade(db, projection);
  const ofThisVersion = made.filter(({ version }) => version === projection.version);
  const candidates = active ? ofThisVersion.filter(({ generation }) => generation > active.generation) : ofThisVersion;
  const youngest = Math.max(0, active?.generation ?? 0, ...made.map(({ generation }) => generation));
  return candidates.length ? Math.max(...candidates.map(({ generation }) => generation)) : youngest + 1;
}

/** The schemas of a projection. Each says its version in its comment, which no TRUNCATE takes away. */
async function generationsMade(db: Db, projection: Projection): Promise<{ generation: number; version: number }[]> {
  const rows = await db.query<{ name: string; comment: string | null }>(
    `SELECT nspname AS name, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname ~ $1`,
    [`^${projection.name}_[0-9]+$`],
  );
  return rows.map(({ name, comment }) => ({
    generation: Number(name.slice(projection.name.length + 1)),
    version: Number(/^version (\d+)$/.exec(comment ?? '')?.[1] ?? 0),
  }));
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
