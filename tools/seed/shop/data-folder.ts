import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAccounts, type DemoRole } from '../history/people.ts';

/** How a visitor signs in: what the launcher shows and puts into `run.json`. */
export interface Account {
  readonly role: DemoRole;
  readonly email: string;
  readonly password: string;
}

/** What the seed remembers in the data folder: when its history ends, and whether all of it was told. */
export interface Progress {
  /** RFC 3339. Kept from the first attempt, so that an interrupted one is continued and not told twice. */
  readonly endsAt: string;
  readonly done: boolean;
}

const ACCOUNTS = 'accounts.json';
const PROGRESS = 'demo-history.json';

/** The demo accounts of this data folder; passwords are made up at the first call and kept in `accounts.json`. */
export function accountsIn(folder: string): readonly Account[] {
  const known = read<readonly Account[]>(folder, ACCOUNTS);
  if (known) return known;
  const accounts = Object.entries(demoAccounts).map(([role, { email }]) => ({
    role: role as DemoRole,
    email,
    password: randomBytes(12).toString('base64url'),
  }));
  write(folder, ACCOUNTS, accounts);
  return accounts;
}

/** How far an earlier attempt came; the first one is noted as beginning now. */
export function progressIn(folder: string, now: number): Progress {
  const known = read<Progress>(folder, PROGRESS);
  if (known) return known;
  const begun = { endsAt: new Date(now).toISOString(), done: false };
  write(folder, PROGRESS, begun);
  return begun;
}

/** Notes that all of the history is told. */
export function finish(folder: string, progress: Progress): void {
  write(folder, PROGRESS, { ...progress, done: true });
}

function read<T>(folder: string, file: string): T | undefined {
  const path = join(folder, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** Whole or not at all, and for the owner's eyes only. */
function write(folder: string, file: string, content: unknown): void {
  const path = join(folder, file);
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
