/** What PostgreSQL, JavaScript or a time refuses where a cursor holds something else. */
const STRANGE: readonly unknown[] = [
  '',
  'x',
  '%',
  '-1',
  '-0',
  '1.5',
  '1e400',
  'NaN',
  'Infinity',
  '-infinity',
  '2147483648',
  '9223372036854775808',
  '9'.repeat(400),
  'now',
  '0000-01-01T00:00:00.000000Z',
  '2026-02-30T00:00:00.000000Z',
  '2016-12-31T23:59:60.000000Z',
  '+275760-09-13T00:00:00.000Z',
  '294277-01-01T00:00:00.000000Z',
  'nu\0l',
  'half of \ud83d',
  'ก'.repeat(1_000),
  0,
  1e308,
  null,
  true,
  {},
  [],
];

/**
 * Cursors that somebody made of one of ours, for tests of lists: each part replaced by strange ones, parts left out and
 * added, letters changed. A list answers each of them, or refuses it with `InvalidCursor`; nothing else may come of it.
 */
export function craftedCursors(ours: string): string[] {
  const parts = JSON.parse(Buffer.from(ours, 'base64url').toString()) as unknown[];
  const shapes: unknown[] = [
    [],
    {},
    null,
    parts.slice(1),
    [...parts, 'more'],
    { ...parts, length: parts.length },
    ...parts.flatMap((_, at) => STRANGE.map((strange) => parts.with(at, strange))),
  ];
  const letters = [...ours].map((letter, at) => ours.slice(0, at) + (letter === 'A' ? 'B' : 'A') + ours.slice(at + 1));
  return ['nonsense', '-', ours.slice(1), ours + ours, ...letters, ...shapes.map(encoded)];
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
