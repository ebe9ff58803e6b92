/**
 * `npm run projections -- list | rebuild <name> [--follow] | cancel <name>`: read models of the running shop, by way of
 * its HTTP interface. `--follow` stays until the rebuild has ended; the exit code tells whether it was built.
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Accepted, Page, ProjectionInfo } from '@shop/api';
import { readRunFile } from '../launcher/run-file.ts';
import { readSettings } from '../launcher/settings.ts';
import { formatList, formatOutcome, formatProgress } from './format-projection.ts';
import { CallFailed, OpsCalls } from './ops-calls.ts';

const USAGE = `npm run projections -- list                       every read model, and its last rebuild
npm run projections -- rebuild <name> [--follow]  drops it and builds it anew from the log, while people shop
npm run projections -- cancel <name>              drops what is being built`;

/** How often progress is asked for, in milliseconds. */
const INTERVAL = 250;

// Piped into `head`: the reader of the pipe has seen enough.
process.stdout.on('error', () => process.exit(0));

const { command, name, follow } = readArguments();
try {
  const calls = await OpsCalls.signIn(runningShop());
  if (command === 'list') print(formatList((await calls.call<Page<ProjectionInfo>>('listProjections')).items));
  else if (command === 'cancel') {
    const { position } = await calls.call<Accepted>('cancelRebuild', { name });
    print(`Asked to cancel: ${placeOf(position)}.`);
  } else {
    const { position } = await calls.call<Accepted>('rebuildProjection', { name });
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
      process.exitCode = last.result === 'rebuilt' ? 0 : 1;
      return;
    }
    const line = answer instanceof CallFailed ? `${answer.message} Trying again.` : formatProgress(answer);
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
    else if (line !== shown) print(line);
    shown = line;
    await setTimeout(INTERVAL);
  }
}

/** The rebuild goes on while the console's own service is away; so does the one who watches it. */
function passing(error: unknown): CallFailed {
  if (error instanceof CallFailed && error.passes) return error;
  throw error;
}

function readArguments() {
  try {
    const options = { follow: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [command, name = '', ...more] = positionals;
    const isKnown = command === 'list' || command === 'rebuild' || command === 'cancel';
    if (!isKnown || more.length > 0 || (command === 'list') !== (name === '')) fail(USAGE);
    return { command, name, follow: values.follow };
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
