/**
 * A time as RFC 3339 writes it, as far as JavaScript, PostgreSQL and people can hold it: a day that is in the calendar, no
 * leap second, nine digits of a second at most, and an offset that is used somewhere on Earth.
 */
const FORM =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,9}))?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** As our services write it: told at a glance, because every event has one. */
const USUAL =
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** The last millisecond that has four digits of a year. The first one is 0. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The one way to read a time that somebody else wrote.
 * @param text RFC 3339, such as `2026-11-21T09:30:00.000Z`
 * @returns milliseconds since 1970; undefined for what is no such time, or not within the years 1970 to 9999
 */
export function parseTime(text: string): number | undefined {
  const [, year, month, day, fraction = ''] = FORM.exec(text) ?? [];
  if (day === undefined || Number(day) < 1 || Number(day) > daysOf(Number(year), Number(month))) return undefined;
  const time = Date.parse(text);
  // PostgreSQL rounds what has more digits than it holds: that can't lead out of the last year either.
  return canBeTime(fraction.length > 3 ? time + 1 : time) ? time : undefined;
}

/** Whether a text is a time that {@link parseTime} reads. */
export function isTime(text: string): boolean {
  return USUAL.test(text) || parseTime(text) !== undefined;
}

/** Whether milliseconds since 1970 can be a time here: those of records come from whoever wrote them. */
export function canBeTime(milliseconds: number): boolean {
  return milliseconds >= 0 && milliseconds <= LATEST;
}

/** The time of a record to be shown, whatever it is: what can't be a time becomes the nearest that can. */
export function timeText(milliseconds: number): string {
  return new Date(Math.min(Math.max(milliseconds || 0, 0), LATEST)).toISOString();
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
