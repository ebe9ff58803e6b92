/** Where an error was thrown, in a line of its stack: the function, the file and the line. */
const FRAME = /^\s*at (?:async )?(?:(.+?) \()?.*?([^/\\(]+?:\d+):\d+\)?$/;

/**
 * What kind of error it was and where it was thrown: `RangeError at journalRow (baskets.projection.ts:61)`. Not what it
 * said, which may quote the record.
 */
export function placeThrown(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error} was thrown`;
  // The stack begins with what was said, which may look like a line of it.
  const { stack = '', message } = error;
  const frame = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .map((line) => FRAME.exec(line))
    .find(Boolean);
  const name = /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
  if (!frame) return name;
  const [, called, place] = frame;
  return called ? `${name} at ${called} (${place})` : `${name} at ${place}`;
}
