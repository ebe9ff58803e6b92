import { insertRows, type Db, type Projection } from '@shop/log-postgres';
import type { UserRow } from '@shop/topics';

/** The reader of this projection. */
export const AUTHORS_READER = 'review-api.authors';

/** What authors of reviews are called: a copy of the topic `users`, of which a deleted user is gone. */
export const authorsProjection: Projection = {
  name: 'authors',
  version: 1,
  topics: ['users'],
  tables: 'CREATE TABLE IF NOT EXISTS $schema.authors (user_id text PRIMARY KEY, name text NOT NULL);',
  async apply({ records }, db) {
    const last = new Map(records.map(({ key, content }) => [key, content]));
    const rows = [...last].flatMap(([userId, content]) =>
      content.kind === 'row' ? [[userId, (content.row as UserRow).name]] : [],
    );
    const gone = [...last].flatMap(([userId, content]) => (content.kind === 'tombstone' ? [userId] : []));
    await insertRows(db, '$schema.authors', { user_id: 'text', name: 'text' }, rows, { update: ['user_id'] });
    if (gone.length > 0) await db.query('DELETE FROM $schema.authors WHERE user_id = ANY($1::text[])', [gone]);
  },
};

/** Names by user id; a user who is unknown or deleted is missing. */
export async function namesOf(db: Db, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ user_id: string; name: string }>(
    'SELECT user_id, name FROM $schema.authors WHERE user_id = ANY($1::text[])',
    [[...new Set(userIds)]],
  );
  return new Map(rows.map(({ user_id, name }) => [user_id, name]));
}
