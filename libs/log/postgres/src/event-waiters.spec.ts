import { expect, it } from '@jest/globals';
import { EventWaiters } from './event-waiters.js';

it('lets so many wait at a time, and answers the others at once with what is applied now', async () => {
  const applied = new Set(['here']);
  const waiters = new EventWaiters((ids) => Promise.resolve(ids.filter((id) => applied.has(id))));
  const all = Array.from({ length: 1_000 }, (_, n) => waiters.wait(`later-${n}`, 60_000));
  // These would wait for a minute.
  expect(await waiters.wait('one too many', 60_000)).toBe(false);
  expect(await waiters.wait('here', 60_000)).toBe(true);
  for (let n = 0; n < 1_000; n++) applied.add(`later-${n}`);
  waiters.check();
  expect(await Promise.all(all)).toEqual(all.map(() => true));
  const again = waiters.wait('later still', 60_000);
  applied.add('later still');
  waiters.check();
  expect(await again).toBe(true);
});
