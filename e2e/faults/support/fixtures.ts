import { test as base } from '../../src/support/fixtures.ts';
import { type Arena, openArena } from './arena.ts';
import { type Load, loadOf } from './load.ts';
import { endVictims } from './victim.ts';

interface Fixtures {
  /** Topics and databases of this case alone, on the shop's servers. */
  arena: Arena;
  /** Keeps doing something until it is told to stop, which happens at the end of the case at the latest. */
  startLoad: (everyMs: number, work: () => Promise<void>) => Load;
}

/** The journeys' `test`, without their browsers, with what this suite adds. */
export const test = base.extend<Fixtures>({
  arena: async ({ shop }, use) => {
    const topics = ['basket_events', 'orders', 'order_contacts', 'reviews_clean', 'users', 'products'] as const;
    const arena = await openArena(shop, [...topics, 'alert_events', 'dead_letters']);
    await use(arena);
    endVictims();
    await arena.close();
  },
  startLoad: async ({}, use) => {
    const loads: Load[] = [];
    await use((everyMs, work) => {
      const load = loadOf(everyMs, work);
      loads.push(load);
      return load;
    });
    await Promise.all(loads.map((load) => load.stop()));
  },
});

export { expect } from '@playwright/test';
