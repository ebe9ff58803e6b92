import { parseTime } from '@shop/topics';
import { badRequest } from '../problems/problem-error.js';

/**
 * The moment that `?at=` asks for: an event number as it is, a time as RFC 3339 in UTC with milliseconds.
 * @throws ProblemError 400 `at.invalid` for what only looks like a time, such as `2026-13-45T99:00:00Z`
 */
export function momentIn<At extends string | undefined>(at: At): At {
  if (at === undefined || /^\d+$/.test(at)) return at;
  const time = parseTime(at);
  if (time === undefined)
    throw badRequest('at.invalid', 'There is no such time. Give one as RFC 3339, such as 2026-11-21T09:30:00Z.', [
      { path: '/query/at', message: 'must be a time within the years 1970 to 9999' },
    ]);
  return new Date(time).toISOString() as At;
}
