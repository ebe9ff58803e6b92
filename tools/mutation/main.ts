/**
 * `npm run mutation -- [group or library ...]`: changes the code of pure libraries and read models in small ways, one at
 * a time, and sees whether their tests notice. Fails where fewer than 85 % of a group's mutants are killed. A library
 * named by itself (`libs/basket/domain`) is judged by itself. See docs/mutation.md.
 */
import { parseArgs } from 'node:util';
import { BREAK, groups, needsPostgres } from './groups.ts';
import { mutate, percent, sum, type Score } from './mutate.ts';
import { withPostgres } from './with-postgres.ts';

// Whoever interrupts this ends the database too.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = (positionals.length ? positionals : Object.keys(groups)).map((name) => ({ name, libs: libsOf(name) }));

const lines: string[] = [];
for (const { name, libs } of chosen) {
  const scores: Score[] = [];
  for (const lib of libs) {
    const judged = () => mutate(lib, interrupted.signal);
    const score = await (needsPostgres(lib) ? withPostgres(judged) : judged());
    scores.push(score);
    lines.push(line(lib, score));
  }
  const score = sum(scores);
  const passed = percent(score) >= BREAK;
  lines.push(`${line(name, score)}${passed ? '' : `, below ${BREAK} %`}`);
  if (!passed) process.exitCode = 1;
}
console.log(`\n${lines.join('\n')}\n\nReports: .cache/mutation/*.html`);

/** The libraries of a group; a library's folder stands for itself. */
function libsOf(name: string): readonly string[] {
  const all: Readonly<Record<string, readonly string[]>> = groups;
  const libs = all[name] ?? (Object.values(all).flat().includes(name) ? [name] : undefined);
  if (libs) return libs;
  console.error(`There is no group or library "${name}". Groups: ${Object.keys(all).join(', ')}.`);
  process.exit(2);
}

function line(name: string, score: Score): string {
  const { killed, survived } = score;
  return `${name.padEnd(28)} ${percent(score).toFixed(1).padStart(5)} %  ${killed} of ${killed + survived} killed`;
}
