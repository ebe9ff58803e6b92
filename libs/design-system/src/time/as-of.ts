/** A time that somebody may want to go back to. */
export interface PastTime {
  readonly label: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

const TUESDAY = 2;

/**
 * Times to go back to, as the browser's clock and time zone see them: days end at their last minute.
 * @param now the time now
 */
export function pastTimes(now: Date): PastTime[] {
  const sinceTuesday = (now.getDay() - TUESDAY + 7) % 7 || 7;
  return [
    { label: 'Yesterday', at: endOfDay(now, 1) },
    { label: 'Last Tuesday', at: endOfDay(now, sinceTuesday) },
    { label: 'A week ago', at: new Date(now.getTime() - 7 * 86_400_000).toISOString() },
  ];
}

/** Reads `?at=` of an address as RFC 3339 in UTC with milliseconds; undefined for anything that isn't a time. */
export function parseTime(text: string | undefined): string | undefined {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** A time as people read it: `Tue 24 Nov 2026, 23:59`. */
export function timeInWords(at: string): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Date(at).toLocaleString('en-GB', { ...day, hour: '2-digit', minute: '2-digit' });
}

/** A time as a field for local dates and times holds it: `2026-11-24T23:59`. */
export function toLocalField(at: string): string {
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function endOfDay(now: Date, daysAgo: number): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo, 23, 59).toISOString();
}
