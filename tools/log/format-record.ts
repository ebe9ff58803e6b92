import { stripVTControlCharacters } from 'node:util';
import type { RawRecord } from '@shop/log-core';
import { timeText } from '@shop/topics';

/**
 * A record in one line: partition and offset, time, key, and what it says. An event shows its own time, its type and
 * data; a row its JSON, anything else its text, both with the time they were appended.
 *
 * `2/117  2026-11-21 09:30:00.123  0193…  ItemAdd {"sku":"bread","quantity":1,...}`
 */
export function formatRecord({ partition, offset, timestamp, key, value }: RawRecord): string {
  const { time = timeText(timestamp), text } = contentOf(value);
  const when = time.replace('T', ' ').replace('Z', '');
  return `${partition}/${offset}  ${when}  ${key === null ? '(no key)' : printable(key)}  ${text}`;
}

/** The line above the records. */
export const HEADING = 'partition/offset  time (UTC)  key  content';

function contentOf(value: Uint8Array | null): { time?: string; text: string } {
  if (value === null) return { text: '(tombstone: the row is gone)' };
  const text = printable(value);
  try {
    const json = JSON.parse(text);
    if (json?.specversion && typeof json.time === 'string')
      return { time: json.time, text: `${json.type} ${JSON.stringify(json.data)}` };
    return { text: JSON.stringify(json) };
  } catch {
    return { text };
  }
}

/** Bytes as text that can't play tricks on a terminal. */
function printable(bytes: Uint8Array): string {
  // eslint-disable-next-line no-control-regex
  return stripVTControlCharacters(Buffer.from(bytes).toString('utf8')).replace(/[\u0000-\u001f\u007f]/g, ' ');
}
