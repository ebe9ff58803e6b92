import type { SentBack } from '@shop/api';
import { deadLetterId } from '@shop/log-core';
import type { ReadModel } from '@shop/log-postgres';
import { deadLettersAmong } from './dead-letters.read-model.js';

interface SentBackRow {
  readonly at: Date;
  readonly actor: string;
  readonly to_topic: string;
  readonly to_partition: number;
  readonly to_offset: number;
  readonly round: number;
  readonly edited: boolean;
  readonly event_id: string | null;
}

/**
 * The times that a dead letter was sent back, oldest first. A record that failed again is a dead letter whose id says
 * where the record stood, so it is found by that.
 */
export async function sentBackOf(deadLetters: ReadModel, letter: string, reader: string): Promise<SentBack[]> {
  const rows = await deadLetters.query<SentBackRow>(
    'SELECT * FROM $schema.sent_back WHERE letter = $1 ORDER BY at, to_topic, to_partition, to_offset',
    [letter],
  );
  const sendings = rows.map((row) => ({
    time: row.at.toISOString(),
    actor: row.actor,
    round: row.round,
    edited: row.edited,
    to: { topic: row.to_topic, partition: row.to_partition, offset: String(row.to_offset) },
    eventId: row.event_id,
  }));
  const came = await deadLettersAmong(
    deadLetters,
    sendings.map(({ to }) => deadLetterId(to, reader)),
  );
  return sendings.map((sending) => {
    const id = deadLetterId(sending.to, reader);
    return { ...sending, cameBack: came.has(id) ? id : null };
  });
}

/** Which entries of `control_events` about sending back are known, by their ids. */
export async function sendingsAmong(deadLetters: ReadModel, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await deadLetters.query<{ command_id: string }>(
    'SELECT command_id FROM $schema.sent_back WHERE command_id = ANY($1::text[])',
    [ids],
  );
  return new Set(rows.map(({ command_id }) => command_id));
}
