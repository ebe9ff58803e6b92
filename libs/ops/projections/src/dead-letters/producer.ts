import { DEAD_LETTER_DESK, topics, type Topic } from '@shop/topics';

/** Whether something a stranger wrote can be taken for a name: more would only be a way to fill a screen. */
export function isName(text: unknown): text is string {
  return typeof text === 'string' && /^[^\p{Cc}]{1,200}$/u.test(text);
}

/**
 * Who has to mend a record: the `source` that its event names, or else whoever the map of topics says to write there.
 * @param topic where the record stood
 * @param bytes its value; null for none
 * @returns `/partner-feed`, or `review-api or feeds`; `unknown` for a topic that the map doesn't know
 */
export function producerOf(topic: string, bytes: Uint8Array | null): string {
  return sourceIn(bytes) ?? writersOf(topic);
}

/** The `id`, `type` and `source` of bytes that look like an event, as far as they are texts. */
export function envelopeOf(bytes: Uint8Array | null): { id?: string; type?: string; source?: string } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? new Uint8Array()));
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const texts = Object.entries(value).filter(([name, text]) => ['id', 'type', 'source'].includes(name) && isName(text));
  return Object.fromEntries(texts);
}

function sourceIn(bytes: Uint8Array | null): string | undefined {
  return envelopeOf(bytes).source;
}

/** Without the desk, which only repeats what others wrote. */
function writersOf(topic: string): string {
  const declared: Topic | undefined = Object.hasOwn(topics, topic) ? topics[topic as keyof typeof topics] : undefined;
  const writers = declared?.writers.filter((writer) => writer !== DEAD_LETTER_DESK) ?? [];
  return writers.length > 0 ? writers.join(' or ') : 'unknown';
}
