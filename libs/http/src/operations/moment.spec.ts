import { expect, it } from '@jest/globals';
import { momentIn } from './moment.js';

it.each([
  [undefined, undefined],
  ['3', '3'],
  ['2026-11-24T23:59:00Z', '2026-11-24T23:59:00.000Z'],
  ['2026-11-24T23:59:00.123456+01:00', '2026-11-24T22:59:00.123Z'],
])('takes %s for %s', (at, moment) => expect(momentIn(at)).toBe(moment));

it.each(['2026-13-45T99:00:00Z', '2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-10:00'])(
  'refuses %s: there is no such time',
  (at) => expect(() => momentIn(at)).toThrow(expect.objectContaining({ status: 400, code: 'at.invalid' })),
);
