import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountsIn, finish, progressIn } from './data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('accounts', () => {
  it('are one a role, with passwords of their own, for the owner only', () => {
    const accounts = accountsIn(folder);
    expect(accounts.map(({ role, email }) => [role, email])).toEqual([
      ['shopper', 'shopper@shop.example'],
      ['vip', 'vip@shop.example'],
      ['ops', 'ops@shop.example'],
      ['ops.read', 'ops.read@shop.example'],
    ]);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(4);
    for (const { password } of accounts) expect(password.length).toBeGreaterThanOrEqual(16);
    expect(statSync(join(folder, 'accounts.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8'))).toEqual(accounts);
  });

  it('stay the same in a folder, and differ between folders', () => {
    const accounts = accountsIn(folder);
    expect(accountsIn(folder)).toEqual(accounts);
    const other = mkdtempSync(join(tmpdir(), 'seed-'));
    expect(accountsIn(other)).not.toEqual(accounts);
    rmSync(other, { recursive: true });
  });
});

describe('progress', () => {
  it('keeps the end of the history from the first attempt until it is told', () => {
    const first = progressIn(folder, Date.parse('2026-01-02T03:04:05.000Z'));
    expect(first).toEqual({ endsAt: '2026-01-02T03:04:05.000Z', done: false });
    expect(progressIn(folder, Date.parse('2027-01-01T00:00:00.000Z'))).toEqual(first);
    finish(folder, first);
    expect(progressIn(folder, 0)).toEqual({ ...first, done: true });
  });
});
