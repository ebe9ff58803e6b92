import { spawn } from 'node:child_process';
import { root } from './root.mjs';
import { endCommands } from './run.mjs';

/** How often it is looked whether npm still lives, in milliseconds. */
const LOOK = 300;

/**
 * Takes the signals that end a program and passes them on: to the commands that run at the moment, or to the program
 * that took this one's place by `hand.over`: same terminal, same signals, same exit code.
 */
export function takeSignals() {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let successor;
  const pass = (/** @type {'SIGINT' | 'SIGTERM' | 'SIGHUP'} */ signal) => {
    if (successor) return void successor.kill(signal);
    endCommands();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, pass);
  // npm passes on SIGINT and SIGTERM (scripts say `exec`, or a shell would be in between), but not that it was killed.
  if (process.env['npm_lifecycle_event']) {
    const parent = process.ppid;
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(look);
      pass('SIGTERM');
    }, LOOK);
    look.unref();
  }
  return {
    /**
     * @param {string} command
     * @param {readonly string[]} args
     * @param {Record<string, string>} env
     */
    over(command, args, env) {
      successor = spawn(command, [...args], {
        cwd: root,
        env: { ...process.env, ...env },
        // By the fourth it notices if this program is killed.
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      });
      successor.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
    },
  };
}
