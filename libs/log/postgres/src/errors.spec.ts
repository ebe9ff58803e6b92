import { expect, it } from '@jest/globals';
import { PositionLost, Retriable } from '@shop/log-core';
import { DatabaseAway, isConnectionTrouble, isDataTrouble, ReadModelGone, understood } from './errors.js';

const coded = (code: string, message = 'what PostgreSQL says') => Object.assign(new Error(message), { code });

it.each([
  '08006',
  '53100',
  '40001',
  '40P01',
  '42501',
  '55P03',
  '57014',
  '57P01',
  '25006',
  '25P03',
  '58030',
  'ECONNREFUSED',
  'EPIPE',
])('takes %s for trouble that passes', (code) => {
  expect(understood(coded(code))).toBeInstanceOf(DatabaseAway);
  expect(understood(coded(code))).toBeInstanceOf(Retriable);
});

it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
  'takes "%s" for a broken connection',
  (message) => {
    expect(understood(new Error(message))).toBeInstanceOf(DatabaseAway);
    expect(isConnectionTrouble(new Error(message))).toBe(true);
  },
);

it('tells tables that are gone from everything else', () => {
  for (const code of ['42P01', '3F000']) expect(understood(coded(code))).toBeInstanceOf(ReadModelGone);
});

it.each(['42601', '28P01', '3D000', '42703'])('leaves %s alone: it does not pass', (code) => {
  expect(understood(coded(code))).not.toBeInstanceOf(Retriable);
  expect(isConnectionTrouble(coded(code))).toBe(false);
});

it('knows data trouble, and keeps what is understood already', () => {
  expect(['22021', '23505', '40001'].map((code) => isDataTrouble(coded(code)))).toEqual([true, true, false]);
  const lost = new PositionLost('gone');
  expect(understood(lost)).toBe(lost);
});
