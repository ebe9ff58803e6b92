import { describe, expect, test } from '@jest/globals';
import type { ProjectionInfo } from '@shop/api';
import { nextToVerify } from './next-to-verify.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const model = (name: string, given: Partial<Pick<ProjectionInfo, 'state' | 'readerState'>> = {}) =>
  ({ name, state: 'serving', readerState: 'running', ...given }) as const;
const asked = { a: '2026-11-20T11:00:00.000Z', b: '2026-11-20T10:00:00.000Z', c: '2026-11-21T11:59:00.000Z' };
const lastAsked = (name: string) => asked[name as keyof typeof asked];
const next = (...models: readonly Pick<ProjectionInfo, 'name' | 'state' | 'readerState'>[]) =>
  nextToVerify(models, lastAsked, NOW, 24 * HOUR);

describe('the next read model to verify', () => {
  test('is the one that waits longest, before all one that never was', () => {
    expect(next(model('a'), model('b'), model('c'))).toBe('b');
    expect(next(model('a'), model('never'), model('b'))).toBe('never');
  });

  test('is none while all were verified a short time ago', () => {
    expect(next(model('c'))).toBeUndefined();
    expect(next()).toBeUndefined();
  });

  test('is none whose reader doesn’t run, so nothing waits for a service that is away', () => {
    expect(next(model('a'), model('b', { readerState: 'away' }))).toBe('a');
    expect(next(model('b', { readerState: 'paused' }))).toBeUndefined();
  });

  test('is none while anything is being built', () => {
    expect(next(model('a'), model('c', { state: 'requested' }))).toBeUndefined();
  });
});
