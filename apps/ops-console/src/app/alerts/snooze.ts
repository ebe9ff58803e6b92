/** A time to snooze until, as it is offered. */
export interface SnoozePreset {
  readonly label: string;
  readonly until: Date;
}

/**
 * The times offered for a snooze, in the operator's own time zone; only such as lie ahead.
 * @param now the time of the offer
 */
export function snoozePresets(now: Date): SnoozePreset[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const at = (days: number, hour: number) => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(hour, 0, 0, 0);
    return date;
  };
  return [
    { label: '1 hour', until: inHours(1) },
    { label: '4 hours', until: inHours(4) },
    { label: 'Tomorrow 09:00', until: at(1, 9) },
    { label: 'In a week', until: at(7, 9) },
  ];
}

/** A time as `<input type="datetime-local">` takes it, in the operator's own time zone: `2026-11-21T09:30`. */
export function localTime(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
