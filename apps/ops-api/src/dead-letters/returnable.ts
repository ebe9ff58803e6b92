import type { Returnable } from '@shop/api';
import { DEAD_LETTER_DESK, topics, type Topic } from '@shop/topics';

/** The declaration of a topic; undefined if the map doesn't know it. */
export function declared(topic: string): Topic | undefined {
  return Object.hasOwn(topics, topic) ? topics[topic as keyof typeof topics] : undefined;
}

/**
 * Whether records of a topic can be sent back to a reader, or where they are mended instead: bad data is mended at its
 * source, and only where the source is the topic itself does sending it again mend anything.
 */
export function returnableOf(topic: string, reader: string): Returnable {
  const reason = reasonAgainst(topic, reader);
  return { allowed: reason === null, reason };
}

function reasonAgainst(name: string, reader: string): string | null {
  const topic = declared(name);
  if (!topic) return `The map of topics knows no ${name}: whoever reads it has to say what becomes of its records.`;
  if (topic.writers.includes(DEAD_LETTER_DESK))
    return topic.readers.includes(reader)
      ? null
      : `The map of topics knows no reader ${reader} of ${name}, so nobody could tell what became of the record.`;
  const writers = topic.writers.join(' or ');
  if (topic.writers.includes('connect'))
    return `${name} is what change data capture brings: mend the row in ${topic.owner}, and it comes again by itself.`;
  if (name === 'control_events') return 'What was asked of a reader is asked again, not sent again.';
  if (name === 'dead_letters') return 'A dead letter is evidence, not data: send back the record it is about.';
  return `${name} is derived by ${writers}: mend the record it was derived from, or ${topic.owner}, and build it anew.`;
}
