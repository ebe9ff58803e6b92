import { spawn } from 'node:child_process';
import { root } from './root.mjs';
import { endCommands } from './run.mjs';

/**
 * Passes the signals that end a program to the commands it runs at the moment. `hand.over` runs a program that takes
 * this one's place: same terminal, same signals, same exit code.
 */
export function takeSignals() {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let successor;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => {
      if (successor) return void successor.kill(signal);
      endCommands();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
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
