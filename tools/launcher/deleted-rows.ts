import { appendAll } from '@shop/log-core';
import { connectKafka, KafkaAppender, LogAdmin, readToEnd } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import pg from 'pg';
import { CAPTURED_DATABASE } from './databases.ts';

/** The captured tables, each with the column whose value is the key of its topic. */
const TABLES = [
  { topic: topics.users, table: 'users', key: 'userId' },
  { topic: topics.products, table: 'products', key: 'sku' },
  { topic: topics.revocations, table: 'revocations', key: 'id' },
] as const;

/**
 * Gives a tombstone to every row in the topics of change data capture that its table doesn't have any more. After a lost
 * replication slot Debezium reads all rows anew, which tells nothing of those that were deleted meanwhile.
 *
 * The table takes no writes between looking and appending: whoever makes a row again with the key of a deleted one does
 * so later, in the topic too. A tombstone that change data capture brings as well changes nothing.
 * @param brokers `host:port,...`
 * @param superuserUrl connection string of a role that may read and lock the tables
 * @returns how many rows were buried
 * @throws Error when the log or the database can't be reached
 */
export async function buryDeletedRows(brokers: string, superuserUrl: string): Promise<number> {
  const kafka = connectKafka({ brokers, clientId: 'launcher' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
  const url = new URL(superuserUrl);
  url.pathname = `/${CAPTURED_DATABASE}`;
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => undefined);
  try {
    await client.connect();
    let buried = 0;
    for (const { topic, table, key } of TABLES) {
      const known = new Set<string>();
      const places = await new LogAdmin(kafka).partitionsOf([topic.name]);
      const parts = places.map(({ partition }) => ({ topic, partition }));
      await readToEnd(kafka, parts, ({ records }) => {
        for (const record of records)
          if (record.content.kind === 'tombstone') known.delete(record.key);
          else known.add(record.key);
      });
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${table} IN SHARE MODE`);
      const { rows } = await client.query<{ key: string }>(`SELECT "${key}" AS key FROM ${table}`);
      for (const row of rows) known.delete(row.key);
      await appendAll(
        appender,
        Array.from(known, (gone) => ({ topic: topic.name, key: gone, value: null })),
      );
      await client.query('COMMIT');
      buried += known.size;
    }
    return buried;
  } finally {
    // Ends the transaction, too, if something went wrong in it.
    await client.end().catch(() => undefined);
    await appender.close();
    await kafka.close();
  }
}
