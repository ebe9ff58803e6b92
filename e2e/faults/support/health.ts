import type { Shop } from '../../src/support/shop.ts';
import { until } from '../../../tools/testing/until.ts';

/** Services that read or write the log. */
export const LOG_SERVICES = ['basket-api', 'review-api', 'review-pipeline', 'notifier', 'catalogue-api', 'ops-api'];
/** Services with a database of their own. */
export const DATABASE_SERVICES = ['basket-api', 'review-api', 'notifier', 'catalogue-api', 'ops-api'];

/** The pids of some processes. */
export function pidsOf(shop: Shop, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, shop.process(name).pid]));
}

/** What a service answers about its health; undefined when it doesn't answer. */
export async function healthOf(shop: Shop, name: string, what: 'live' | 'ready'): Promise<number | undefined> {
  const { port } = shop.process(name);
  return fetch(`http://127.0.0.1:${port}/health/${what}`, { signal: AbortSignal.timeout(5_000) })
    .then(({ status }) => status)
    .catch(() => undefined);
}

/** Resolves when these services all are alive, and ready or not. */
export async function allAre(shop: Shop, names: readonly string[], ready: boolean, withinMs = 120_000): Promise<void> {
  for (const name of names)
    await until(
      `${name} to be ${ready ? 'ready' : 'alive but not ready'}`,
      async () =>
        (await healthOf(shop, name, 'live')) === 200 && (await healthOf(shop, name, 'ready')) === (ready ? 200 : 503),
      withinMs,
    );
}
