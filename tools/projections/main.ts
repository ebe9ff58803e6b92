/**
 * `npm run projections -- list | verify <name> [--follow] | rebuild <name> [--log-wins] [--follow] | cancel <name>`: read
 * models of the running shop, by way of its HTTP interface. `--follow` stays until it has ended; the exit code tells
 * whether it was built, or whether it was found equal.
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Accepted, Page, ProjectionInfo, RebuildOutcome } from '@shop/api';
import { readRunFile } from '../launcher/run-file.ts';
import { readSettings } from '../launcher/settings.ts';
import { formatList, formatOutcome, formatProgress } from './format-projection.ts';
import { CallFailed, OpsCalls } from './ops-calls.ts';

const USAGE = `npm run projections -- list                       every read model, and its last rebuild or verification
npm run projections -- verify <name> [--follow]   compares it with the log, and changes nothing
npm run projections -- rebuild <name> [--follow]  drops it and builds it anew from the log, while people shop
                       --log-wins                 even if what is built is not equal: what answers is wrong
npm run projections -- cancel <name>              drops what is being built`;

/** How often progress is asked for, in milliseconds. */
const INTERVAL = 250;

// Piped into `head`: the reader of the pipe has seen enough.
process.stdout.on('error', () => process.exit(0));

const { command, name, follow, logWins } = readArguments();
try {
  const calls = await OpsCalls.signIn(runningShop());
  if (command === 'list') print(formatList((await calls.call<Page<ProjectionInfo>>('listProjections')).items));
  else if (command === 'cancel') {
    const { position } = await calls.call<Accepted>('cancelRebuild', { name });
    print(`Asked to cancel: ${placeOf(position)}.`);
  } else {
    const operation = command === 'verify' ? 'verifyProjection' : 'rebuildProjection';
    const { position } = await calls.call<Accepted>(operation, { name }, logWins ? { logWins: 'true' } : {});
    print(`Asked: ${placeOf(position)}.`);
    if (follow) await followTo(calls, Number(position.offset));
  }
} catch (error) {
  if (!(error instanceof CallFailed)) throw error;
  fail(error.message);
}

/** Prints the progress until a rebuild that was asked for at this offset, or after it, has ended. */
async function followTo(calls: OpsCalls, asked: number): Promise<void> {
  let shown = '';
  for (;;) {
    const answer = await calls.call<ProjectionInfo>('getProjection', { name }).catch(passing);
    const { last } = answer instanceof CallFailed ? {} : answer;
    if (last && Number(last.position.offset) > asked) {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
      print(formatOutcome(last));
      process.exitCode = succeeded(last) ? 0 : 1;
      return;
    }
    const line = answer instanceof CallFailed ? `${answer.message} Trying again.` : formatProgress(answer);
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
    else if (line !== shown) print(line);
    shown = line;
    await setTimeout(INTERVAL);
  }
}

/** Built; or verified, and equal. */
function succeeded({ result, tables }: RebuildOutcome): boolean {
  return result === 'rebuilt' || (result === 'verified' && tables.every(({ equal }) => equal !== false));
}

/** The rebuild goes on while the console's own service is away; so does the one who watches it. */
function passing(error: unknown): CallFailed {
  if (error instanceof CallFailed && error.passes) return error;
  throw error;
}

function readArguments() {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const options = { follow: flag, 'log-wins': flag };
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [command, name = '', ...more] = positionals;
    const logWins = values['log-wins'];
    const isKnown = command === 'list' || command === 'verify' || command === 'rebuild' || command === 'cancel';
    if (!isKnown || (logWins && command !== 'rebuild') || more.length > 0 || (command === 'list') !== (name === ''))
      fail(USAGE);
    return { command, name, follow: values.follow, logWins };
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function runningShop() {
  const { dataFolder } = readSettings();
  return readRunFile(dataFolder) ?? fail(`No shop runs with ${dataFolder}. Start it with "npm start".`);
}

function placeOf({ topic, partition, offset }: Accepted['position']): string {
  return `${topic}, partition ${partition}, offset ${offset}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
