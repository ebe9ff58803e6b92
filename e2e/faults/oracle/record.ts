import type { TextRecord } from '../../src/support/log.ts';

/** The records of some topics as they stand in the log, by topic: partition after partition, each in its order. */
export type Records = Readonly<Record<string, readonly TextRecord[]>>;

/** JSON that nobody has checked. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an oracle trusts no schema of ours
export type Json = any;

/** An event, as a naive reader sees it. */
export interface PlainEvent {
  readonly record: TextRecord;
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: Json;
  readonly whole: Json;
}

/** The JSON object that a record holds; undefined for anything else. */
export function objectIn({ text }: TextRecord): Json | undefined {
  try {
    const value = JSON.parse(text ?? '') as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The events of some types, in the order of the log, each id once; what is anything else is passed. */
export function eventsIn(records: readonly TextRecord[] = [], types: readonly string[]): PlainEvent[] {
  const seen = new Set<string>();
  return records.flatMap((record) => {
    const whole = objectIn(record);
    if (!whole?.id || !types.includes(whole.type) || !hasShape(whole) || seen.has(whole.id)) return [];
    seen.add(whole.id);
    const { id, type, time, data } = whole;
    return [{ record, key: record.key ?? '', id, type, time, data, whole }];
  });
}

/** The last row of every key, in the order of the log; a tombstone takes the key away. */
export function lastRowsIn(records: readonly TextRecord[] = []): Map<string, { row: Json; record: TextRecord }> {
  const rows = new Map<string, { row: Json; record: TextRecord }>();
  for (const record of records) {
    const row = rowIn(record);
    if (record.text === null) rows.delete(record.key ?? '');
    else if (row) rows.set(record.key ?? '', { row, record });
  }
  return rows;
}

/** The row that a record holds; undefined for a tombstone, and for the suite's own poison. */
export function rowIn(record: TextRecord): Json | undefined {
  const row = objectIn(record);
  return row && !('poison' in row) ? row : undefined;
}

/** The suite's own poison of a right type and a wrong shape says so. */
function hasShape({ data }: Json): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !('poison' in data);
}
