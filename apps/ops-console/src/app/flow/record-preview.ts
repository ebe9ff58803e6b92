import type { TopicRecord } from '@shop/api';

/** A record as a preview shows it. */
export interface RecordPreview {
  readonly place: string;
  readonly key: string;
  readonly time: string;
  /** The type of an event; `row`, `tombstone` or `bytes` for what isn't one. */
  readonly type: string;
  /** The value, indented where it is JSON; only its beginning where it is large. */
  readonly text: string;
}

/** Makes a record readable, whatever is in it. */
export function previewOf({ position, key, timestamp, value, size }: TopicRecord): RecordPreview {
  const shown = { place: `${position.partition}@${position.offset}`, key: key ?? '(no key)', time: timestamp };
  if (value === null) return { ...shown, type: 'tombstone', text: '(no value: the row is gone)' };
  try {
    const parsed: unknown = JSON.parse(value);
    const type = (parsed as { type?: unknown } | null)?.type;
    return { ...shown, type: typeof type === 'string' ? type : 'row', text: JSON.stringify(parsed, null, 2) };
  } catch {
    // JSON that was cut is none.
    const more = size - new TextEncoder().encode(value).length;
    const rest = more > 0 ? `\n… and ${more.toLocaleString('en-GB')} more bytes` : '';
    return { ...shown, type: 'bytes', text: value + rest };
  }
}
