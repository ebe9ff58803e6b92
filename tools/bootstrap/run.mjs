import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './root.mjs';

/** A command that ended with something other than 0. */
export class CommandFailed extends Error {
  name = 'CommandFailed';
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends the commands that run at the moment, with all that they started. */
export function endCommands() {
  for (const { pid } of running)
    try {
      if (pid) process.kill(-pid, 'SIGTERM');
    } catch {
      // It has ended by itself meanwhile.
    }
}

/**
 * Runs a command to its end, in the repository's folder and a process group of its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{say?: (line: string) => void, env?: Record<string, string | undefined>}} [options] `say` is told every line
 *   it prints
 * @returns {Promise<void>}
 * @throws {CommandFailed} with the last lines it printed
 */
export async function run(command, args, { say = () => undefined, env = {} } = {}) {
  const child = spawn(command, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  /** @type {string[]} */
  const last = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 40) last.shift();
      say(line);
    });
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  }).finally(() => running.delete(child));
  if (code !== 0) throw new CommandFailed(`${command} ${args.join(' ')} ended with ${code}:\n${last.join('\n')}`);
}
