import { setTimeout } from 'node:timers/promises';

/**
 * Waits for a fact: asks again and again until the answer is something other than undefined or false.
 * @param what completes "waited in vain for ..."
 * @throws Error after `withinMs`, with the last error the question threw
 */
export async function until<T>(
  what: string,
  question: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let trouble: unknown;
  for (;;) {
    try {
      const answer = await question();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      trouble = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`, { cause: trouble });
    await setTimeout(50);
  }
}
