import { pause, type RunningProcess } from './processes.ts';

/** How long an app may take until it is ready, in milliseconds: it first reads some topics to their end. */
const READY_WITHIN = 120_000;

/**
 * Resolves when a process answers that it is ready.
 * @throws Error if it ends, or isn't ready in time, with its own reason
 */
export async function answersReady(process: RunningProcess, port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN;
  let last = 'it does not answer';
  while (process.alive) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
      last = (await answer.text()).slice(0, 500);
    } catch {
      // Nobody listens yet.
    }
    if (Date.now() > deadline) throw new Error(`not ready after ${READY_WITHIN / 1000} s: ${last}`);
    await pause(100);
  }
  throw new Error('it ended before it was ready');
}
