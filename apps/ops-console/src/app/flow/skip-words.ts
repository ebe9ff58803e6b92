import type { SkippedRecord } from '@shop/api';

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
