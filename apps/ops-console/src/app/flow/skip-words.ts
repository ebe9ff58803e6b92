import type { ReaderInfo, SkippedRecord } from '@shop/api';

/** A record that is left out, in plain words, and the id of its dead letter. */
export interface SkipLine {
  readonly key: string;
  readonly place: string;
  readonly words: string;
  readonly since: string;
  readonly letter: string;
}

/** What to say about a record that a reader leaves out. */
export function skipLine({ position, code, reason, since }: SkippedRecord, reader: string): SkipLine {
  const { topic, partition, offset } = position;
  return {
    key: `${topic}/${partition}/${offset}`,
    place: `Offset ${offset} of ${topic} ${partition}`,
    words: code === 'handler.failed' ? `The handler failed of it: ${reason}.` : reason,
    since,
    letter: [topic, partition, offset, reader].join(':'),
  };
}

/** A record by where it is, in the middle of a sentence. */
export function recordOf({ topic, partition, offset }: SkippedRecord['position']): string {
  return `offset ${offset} of ${topic} ${partition}`;
}

/** What leaving a record out comes to later. */
export function afterSkip(kind: ReaderInfo['kind']): string {
  if (kind === 'projection') return 'A rebuild of its read model leaves it out, too, until you take that back.';
  if (kind === 'fold') return 'It begins without it whenever its process starts, until you take that back.';
  return 'What comes of records can’t be undone, so it has to be one that the reader has not passed yet.';
}

/** What taking that back comes to later. */
export function afterTakeBack(kind: ReaderInfo['kind']): string {
  if (kind === 'projection') return 'The next rebuild of its read model applies the record.';
  if (kind === 'fold') return 'It takes the record when its process starts anew.';
  return 'It doesn’t come back to it by itself: send its dead letter back, if it is to be read after all.';
}
