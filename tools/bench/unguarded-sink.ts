import { keyOf, type BatchSink } from '@shop/log-core';
import type { Database, Projection } from '@shop/log-postgres';

/** What the real sink does to rows, without checkpoint, notification and duplicates: what these cost is the difference. */
export function unguardedSink(database: Database, projection: Projection, schema: string): BatchSink {
  const inSchema = (text: string) => text.replaceAll('$schema', schema);
  return {
    open: async (partitions) => new Map(partitions.map((partition) => [keyOf(partition), 0])),
    store: ({ topic, records }) =>
      database.transaction((db) =>
        projection.apply(
          { topic, records },
          {
            query: (text, values) => db.query(inSchema(text), values),
            copy: (table, columns, pieces) => db.copy(inSchema(table), columns, pieces),
          },
        ),
      ),
  };
}
