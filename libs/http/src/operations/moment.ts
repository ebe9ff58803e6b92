import { badRequest } from '../problems/problem-error.js';

/** The first and the last time that PostgreSQL and JavaScript write in the same way. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The moment that `?at=` asks for: an event number as it is, a time as RFC 3339 in UTC with milliseconds.
 * @throws ProblemError 400 `at.invalid` for what only looks like a time, such as `2026-13-45T99:00:00Z`
 */
export function momentIn<At extends string | undefined>(at: At): At {
  if (at === undefined || /^\d+$/.test(at)) return at;
  const time = Date.parse(at);
  if (Number.isNaN(time))
    throw badRequest('at.invalid', 'There is no such time. Give one as RFC 3339, such as 2026-11-21T09:30:00Z.', [
      { path: '/query/at', message: 'must be a time' },
    ]);
  return new Date(Math.min(Math.max(time, EARLIEST), LATEST)).toISOString() as At;
}
