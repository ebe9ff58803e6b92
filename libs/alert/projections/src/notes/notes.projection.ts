import { insertRows, type Projection, type ReadModel } from '@shop/log-postgres';
import type { AlertNote } from '@shop/topics';

/** What operators wrote about alerts, apart from them so that it can be forgotten. A tombstone forgets. */
export const notesProjection: Projection = {
  name: 'notes',
  version: 1,
  topics: ['alert_notes'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.notes (
      note_id text PRIMARY KEY, alert_id text NOT NULL, user_id text NOT NULL, text text NOT NULL
    );
    CREATE INDEX IF NOT EXISTS notes_of_user ON $schema.notes (user_id);
  `,
  async apply(batch, db) {
    const last = new Map(batch.records.map(({ key, content }) => [key, content]));
    const rows = [...last].flatMap(([noteId, content]) => {
      if (content.kind !== 'row') return [];
      const { alertId, userId, text } = content.row as AlertNote;
      return [[noteId, alertId, userId, text]];
    });
    const columns = { note_id: 'text', alert_id: 'text', user_id: 'text', text: 'text' };
    await insertRows(db, '$schema.notes', columns, rows, { update: ['note_id'] });
    const gone = [...last].flatMap(([noteId, { kind }]) => (kind === 'tombstone' ? [noteId] : []));
    if (gone.length > 0) await db.query('DELETE FROM $schema.notes WHERE note_id = ANY($1::text[])', [gone]);
  },
};

/** The texts of notes by their id; one that was forgotten is missing. */
export async function textsOf(notes: ReadModel, noteIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (noteIds.length === 0) return new Map();
  const rows = await notes.query<{ note_id: string; text: string }>(
    'SELECT note_id, text FROM $schema.notes WHERE note_id = ANY($1::text[])',
    [noteIds],
  );
  return new Map(rows.map(({ note_id, text }) => [note_id, text]));
}

/** The notes about alerts of some customers. */
export async function notesAbout(notes: ReadModel, userIds: readonly string[]): Promise<string[]> {
  const rows = await notes.query<{ note_id: string }>(
    'SELECT note_id FROM $schema.notes WHERE user_id = ANY($1::text[])',
    [userIds],
  );
  return rows.map(({ note_id }) => note_id);
}
