import type { TextRecord } from '../../src/support/log.ts';
import { eventsIn } from './record.ts';

/**
 * Which records a reader leaves out by the control events: those that somebody named or its handler failed of, until that
 * is taken back.
 * @returns whether a record of a topic is one of those that it takes
 */
export function takenBy(
  reader: string,
  controlEvents: readonly TextRecord[],
): (topic: string, record: Pick<TextRecord, 'partition' | 'offset'>) => boolean {
  const leftOut = new Set<string>();
  const types = ['RecordSkipRequested', 'RecordSkipped', 'RecordSkipTakenBack'];
  for (const { type, data } of eventsIn(controlEvents, types)) {
    if (data.reader !== reader) continue;
    const place = `${data.position.topic}/${data.position.partition}/${data.position.offset}`;
    if (type === 'RecordSkipTakenBack') leftOut.delete(place);
    else leftOut.add(place);
  }
  return (topic, { partition, offset }) => !leftOut.has(`${topic}/${partition}/${offset}`);
}
