import pg from 'pg';
import { isConnectionTrouble, understood } from './errors.js';
import { copyIn } from './copy.js';
import type { Db, Transaction } from './projection.js';
import { ProgressListener } from './progress-listener.js';

/** How to reach a service's own database, and how long to wait for it. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` (`DATABASE_URL`). */
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly application: string;
  /** Told of connections that broke while idle. */
  readonly onTrouble?: (error: Error) => void;
  /** Connections for queries (6) and for projections (4). */
  readonly readers?: number;
  readonly writers?: number;
  /** The longest that a query may take, in milliseconds (5,000). */
  readonly queryTimeout?: number;
  /** The longest that one statement of a projection may take, in milliseconds (60,000). */
  readonly applyTimeout?: number;
}

/** Offsets and counts are far below 2^53, so `bigint` is a number here and not a string. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** A service's own PostgreSQL database. Made by `openDatabase`; nothing is connected before it is needed. */
export class Database implements Db {
  readonly progress: ProgressListener;
  private readonly readers: pg.Pool;
  private readonly writers: pg.Pool;
  private readonly statements = new Map<string, string>();

  constructor(private readonly options: DatabaseOptions) {
    const { url, application, readers = 6, writers = 4, queryTimeout = 5_000, applyTimeout = 60_000 } = options;
    const shared = { connectionString: url, application_name: application, types, keepAlive: true };
    this.readers = new pg.Pool({
      ...shared,
      max: readers,
      connectionTimeoutMillis: 2_000,
      statement_timeout: queryTimeout,
      query_timeout: queryTimeout + 1_000,
    });
    this.writers = new pg.Pool({
      ...shared,
      max: writers,
      connectionTimeoutMillis: 10_000,
      statement_timeout: applyTimeout,
      query_timeout: applyTimeout + 1_000,
      lock_timeout: 10_000,
      // A stopped process must not hold the lock on a checkpoint for longer than this.
      idle_in_transaction_session_timeout: 10_000,
    });
    const onTrouble = options.onTrouble ?? (() => {});
    this.readers.on('error', onTrouble);
    this.writers.on('error', onTrouble);
    this.progress = new ProgressListener({ ...shared, connectionTimeoutMillis: 2_000 }, onTrouble);
  }

  /** @throws DatabaseAway when the database can't be reached in time */
  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    try {
      return (await this.readers.query<Row>(this.prepared(text, values))).rows;
    } catch (error) {
      throw understood(error);
    }
  }

  /**
   * Runs work in one transaction on a writing connection: all of it happens, or nothing.
   * @throws DatabaseAway when the database is away; after a lost COMMIT it may have happened
   */
  async transaction<T>(work: (db: Transaction) => Promise<T>): Promise<T> {
    const { client, release } = await this.writer();
    let broken = false;
    try {
      await client.query('BEGIN');
      const result = await work({
        query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
          (await client.query<Row>(this.prepared(text, values))).rows,
        copy: (table, columns, pieces) => copyIn(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`, pieces),
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that doesn't answer is cut, and the transaction ends with it; ROLLBACK would wait behind the rest.
      broken =
        isConnectionTrouble(error) ||
        (await client.query('ROLLBACK').then(
          () => false,
          () => true,
        ));
      throw understood(error);
    } finally {
      release(broken);
    }
  }

  /**
   * A statement with a name is parsed and planned once per connection, which costs as much as running it where batches are
   * small. Without values it may be several, to make tables.
   */
  private prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
    if (values.length === 0) return { text };
    let name = this.statements.get(text);
    if (!name) this.statements.set(text, (name = `statement_${this.statements.size + 1}`));
    return { name, text, values: values as unknown[] };
  }

  /**
   * A writing connection of one's own. One that breaks between two statements says so by an event, which would end the
   * process unheard: from the call by which the pool lets go of it, so a promise would listen too late.
   */
  private writer(): Promise<{ client: pg.PoolClient; release: (broken: boolean) => void }> {
    const ignore = () => {};
    return new Promise((resolve, reject) => {
      this.writers.connect((error, client) => {
        if (!client) return reject(understood(error));
        client.on('error', ignore);
        const release = (broken: boolean) => {
          client.off('error', ignore);
          client.release(broken);
        };
        resolve({ client, release });
      });
    });
  }

  /** Whether the database answers: for readiness. */
  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  /**
   * Connections to the same database of their own, for work that must neither wait for other work nor hold it up. Their
   * statements may take ten minutes. Close it when the work is done.
   * @param work completes the name in `pg_stat_activity`
   */
  apart(work: string): Database {
    const { application, ...options } = this.options;
    return new Database({ ...options, application: `${application} ${work}`, writers: 6, applyTimeout: 600_000 });
  }

  /** Closes every connection after what is under way. */
  async close(): Promise<void> {
    await Promise.all([this.progress.close(), this.readers.end(), this.writers.end()]);
  }
}

/** Opens a service's own database. */
export function openDatabase(options: DatabaseOptions): Database {
  return new Database(options);
}
