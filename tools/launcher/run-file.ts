import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Addresses } from './apps.ts';
import type { DataFolder } from './data-folder.ts';
import type { ProcessFacts } from './supervisor.ts';

/** How a visitor signs in. */
export interface Account {
  /** `shopper`, `vip`, `ops` or `ops.read`. */
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** `run.json`: what somebody needs who wants to talk to a running shop or look into it. */
export interface RunFile {
  /** Where browsers see it: `http://localhost:8080`. */
  readonly url: string;
  /** `host:port` of the brokers, separated by commas. */
  readonly kafka: string;
  /** Connect's REST interface. */
  readonly connect: string;
  /** A connection string per database. */
  readonly postgres: Readonly<Record<string, string>>;
  readonly processes: readonly ProcessFacts[];
  /** The demo accounts; empty until there are any. */
  readonly accounts: readonly Account[];
}

const FILE = 'run.json';

/** The demo accounts of a data folder; the seed makes them up. */
export function accountsOf(data: DataFolder): readonly Account[] {
  return data.read<readonly Account[]>('accounts.json', []);
}

/** Writes `run.json`, readable by the owner only. */
export function writeRunFile(
  data: DataFolder,
  url: string,
  addresses: Addresses,
  processes: readonly ProcessFacts[],
): void {
  const { kafka, connect, databases: postgres } = addresses;
  data.write(FILE, { url, kafka, connect, postgres, processes, accounts: accountsOf(data) } satisfies RunFile);
}

/**
 * What `run.json` says; undefined if no shop runs with this data folder.
 * @param dataFolder absolute path
 */
export function readRunFile(dataFolder: string): RunFile | undefined {
  const path = join(dataFolder, FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunFile) : undefined;
}

/** Nothing runs any more. */
export function removeRunFile(data: DataFolder): void {
  rmSync(data.path(FILE), { force: true });
}
