import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/root.mjs';

/** What became of the mutants of a library or a group. */
export interface Score {
  /** Noticed by a test, by failing or by never ending. */
  readonly killed: number;
  /** Noticed by no test. */
  readonly survived: number;
}

/** The part of Stryker's report (mutation-testing-report-schema) that is looked at. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/**
 * Mutates one library and lets its own tests judge; what survives is printed, and in a report in `.cache/mutation`.
 * @param lib its folder
 * @param signal gives up
 * @throws Error when the tests fail without any mutant, or can't run
 */
export async function mutate(lib: string, signal: AbortSignal): Promise<Score> {
  const report = join(root, '.cache', 'mutation', `${lib.replaceAll('/', '-')}.json`);
  rmSync(report, { force: true });
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const runner = spawn(process.execPath, [stryker, 'run', 'tools/mutation/stryker.config.mjs'], {
    cwd: root,
    env: { ...process.env, MUTATED: lib },
    stdio: 'inherit',
    signal,
  });
  const [status] = await once(runner, 'close');
  if (status !== 0) throw new Error(`The mutants of ${lib} could not be judged; see above.`);
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map((mutant) => mutant.status));
  const count = (...of: readonly string[]) => statuses.filter((status) => of.includes(status)).length;
  return { killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage') };
}

/** Sums up what became of several libraries' mutants. */
export function sum(scores: readonly Score[]): Score {
  return scores.reduce(
    (all, { killed, survived }) => ({ killed: all.killed + killed, survived: all.survived + survived }),
    { killed: 0, survived: 0 },
  );
}

/** Killed mutants in percent; all of none. */
export function percent({ killed, survived }: Score): number {
  return killed + survived === 0 ? 100 : (killed / (killed + survived)) * 100;
}
