import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import pg from 'pg';
import { dumpSegments, segmentsOf } from '../../../tools/testing/dump-segments.ts';

/** Where a text was found: a file, a table, or a dump, and which text. */
export type Trace = string;

/** Every file under a folder, but for some folders in it. */
function filesIn(folder: string, except: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
    return except.includes(entry.name) ? [] : filesIn(path, except);
  });
}

/** Which of some texts the bytes of files hold. A file that goes while it is looked at holds nothing any more. */
function tracesInFiles(root: string, files: readonly string[], texts: readonly string[]): Trace[] {
  return files.flatMap((file) => {
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return texts.filter((text) => bytes.includes(text)).map((text) => `${relative(root, file)}: ${text}`);
  });
}

/**
 * Where a shop's data folder holds any of some texts in plain bytes: the segments of every topic, Kafka's own included,
 * the logs of every process, and whatever else is there. PostgreSQL's files are left out: its tables are asked
 * (`tracesInTables`), its write-ahead log keeps what was written until it is overwritten.
 */
export function tracesInFolder(dataFolder: string, texts: readonly string[]): Trace[] {
  return tracesInFiles(dataFolder, filesIn(dataFolder, ['postgres']), texts);
}

/**
 * Where the records of any topic hold any of some texts, by Kafka's own dump tool: it unpacks what is compressed.
 * @returns the topic and the text, once each
 */
export async function tracesInSegments(logFolder: string, texts: readonly string[]): Promise<Trace[]> {
  const dumps = await dumpSegments(segmentsOf(logFolder));
  return [...dumps].flatMap(([topic, dump]) =>
    texts.filter((text) => dump.includes(text)).map((text) => `${topic}: ${text}`),
  );
}

/** Which tables of any database of a server hold any of some texts, as text or as bytes. */
export async function tracesInTables(superuserUrl: string, texts: readonly string[]): Promise<Trace[]> {
  const ask = async <Row extends pg.QueryResultRow>(database: string, sql: string, values: unknown[] = []) => {
    const url = new URL(superuserUrl);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  const databases = await ask<{ name: string }>(
    'postgres',
    'SELECT datname AS name FROM pg_database WHERE datallowconn',
  );
  const found: Trace[] = [];
  for (const { name } of databases) {
    const tables = await ask<{ table: string }>(
      name,
      `SELECT format('%I.%I', schemaname, tablename) AS table FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { table } of tables) {
      // Bytes are written as hex in the text of a row.
      const sql = `SELECT t.text FROM unnest($1::text[]) t (text) WHERE EXISTS (SELECT FROM ${table} r
        WHERE position(t.text IN r::text) > 0 OR position(encode(t.text::bytea, 'hex') IN r::text) > 0)`;
      const hits = await ask<{ text: string }>(name, sql, [texts]).catch((error: { code?: string }) => {
        // A generation of a read model was dropped while it was looked for.
        if (error.code === '42P01') return [];
        throw error;
      });
      found.push(...hits.map(({ text }) => `${name} ${table}: ${text}`));
    }
  }
  return found;
}
