import { bytesOf, RecordTooLarge, type Appender, type NewRecord } from './append.js';

/** How many records are appended together, and how many bytes of them: an appender has room for much more. */
const TOGETHER = 1_000;
const TOGETHER_BYTES = 4 * 1024 * 1024;

/**
 * Appends any number of records: in parts, one after the other, so that their order is kept. Resolves when all are
 * acknowledged. After a rejection the parts before it stand in the log: the records must be repeatable.
 * @param timeoutMs how long each part may take, in milliseconds; default: what the appender is made for
 * @throws AppendFailed as {@link Appender.append} does; RecordTooLarge only for a record that alone is too large
 */
export async function appendAll(
  appender: Appender,
  records: Iterable<NewRecord> | AsyncIterable<NewRecord>,
  timeoutMs?: number,
): Promise<void> {
  let part: NewRecord[] = [];
  let room = TOGETHER_BYTES;
  for await (const record of records) {
    const bytes = bytesOf(record);
    if (part.length === TOGETHER || (part.length > 0 && bytes > room)) {
      await appendPart(appender, part, timeoutMs);
      [part, room] = [[], TOGETHER_BYTES];
    }
    part.push(record);
    room -= bytes;
  }
  if (part.length > 0) await appendPart(appender, part, timeoutMs);
}

/** An appender may count otherwise, or be made for less: nothing was sent of what it finds too large. */
async function appendPart(appender: Appender, part: readonly NewRecord[], timeoutMs?: number): Promise<void> {
  try {
    await appender.append(part, timeoutMs);
  } catch (error) {
    if (!(error instanceof RecordTooLarge) || part.length === 1) throw error;
    const middle = part.length >> 1;
    await appendPart(appender, part.slice(0, middle), timeoutMs);
    await appendPart(appender, part.slice(middle), timeoutMs);
  }
}
