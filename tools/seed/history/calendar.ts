import type { Random } from './random.ts';

/** How far back the demo history reaches. */
export const DAYS = 90;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How busy the shop is, Sunday to Saturday. */
const WEEKDAYS = [1.25, 0.8, 0.8, 0.9, 1.05, 1.4, 1.55];
/** How busy the shop is, hour by hour (UTC): a lunch break, and an evening on the sofa. */
const HOURS = [1, 1, 1, 1, 1, 2, 5, 9, 12, 14, 15, 17, 20, 17, 14, 14, 16, 20, 26, 30, 28, 20, 11, 4];

/**
 * When people come to shop: more at weekends and in the evening, and a little more each week.
 * @param now the end of the history, in milliseconds since 1970
 * @returns a function that draws a time between 90 days ago and `now`, leaving `room` minutes before `now`
 */
export function shoppingTimes(now: number): (random: Random, room: number) => number {
  const today = Math.floor(now / DAY) * DAY;
  const days = Array.from({ length: DAYS }, (_, ago) => today - ago * DAY);
  const weights = days.map((day, ago) => (WEEKDAYS[new Date(day).getUTCDay()] as number) * (1.3 - (0.6 * ago) / DAYS));
  return (random, room) => {
    for (;;) {
      const day = days[random.weighted(weights)] as number;
      const time = day + (random.weighted(HOURS) * 60 + random.next() * 60) * MINUTE;
      if (time + room * MINUTE <= now) return Math.floor(time);
    }
  };
}

/** When the history that ends at `now` begins, in milliseconds since 1970. */
export function beginningOf(now: number): number {
  return (Math.floor(now / DAY) - DAYS + 1) * DAY;
}

/** Milliseconds as RFC 3339 in UTC. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
