import { cutOrFull } from './support/extent.ts';
import { Counts, tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import type { ReadModelPlace } from './support/read-model.ts';
import { Story } from './support/story.ts';
import { startVictim, type Victim } from './support/victim.ts';

/** Projectors that are killed at the same time, each as often. */
const PROJECTIONS = ['baskets', 'sales', 'orders', 'reviews', 'customers'];

test('a projector that is killed around its commits loses nothing and applies nothing twice', async ({
  arena,
  startLoad,
}) => {
  const story = new Story(1);
  const load = startLoad(60, () =>
    arena.append([...story.shopping(60), ...story.reviewing(20), ...story.changing(20)]),
  );
  const url = await arena.database();
  const [moments, resumed] = [new Counts(), new Times()];
  const kills = cutOrFull(2, 10);
  const heirs = await Promise.all(
    PROJECTIONS.map(async (PROJECTION) => {
      const env = { ...arena.env, DATABASE_URL: url, PROJECTION };
      let died: number | undefined;
      const start = (more: Record<string, string> = {}): Victim => {
        const since = died;
        let told = since === undefined;
        return startVictim('projector', { ...env, ...more }, (line) => {
          if (told || !line.startsWith('stored')) return;
          told = true;
          resumed.add(performance.now() - (since ?? 0));
        });
      };
      for (let kill = 0; kill < kills; kill++) {
        // The first two commits are those that make the tables and open the checkpoints.
        const victim = start({ DIE_AT: String(1 + Math.floor(Math.random() * 12)) });
        const said = await victim.says('dies ');
        expect(await victim.ended, `${PROJECTION} has to be killed, not to end by itself`).toBeNull();
        moments.add((said ?? '').replace('dies ', ''));
        died = performance.now();
      }
      return start();
    }),
  );
  await Promise.all(heirs.map((heir) => heir.says('stored')));
  await load.stop();
  const places = PROJECTIONS.map((projection): ReadModelPlace => ({ url, projection }));
  const agreed = await Promise.all(places.map((place) => arena.agrees(place)));
  const rows = agreed.reduce((sum, each) => sum + each.rows, 0);
  const total = kills * PROJECTIONS.length;
  expect(moments.of('before a commit') + moments.of('during a commit') + moments.of('after a commit')).toBe(total);
  tell(`1 projector: killed ${total} times (${moments}); ${rows} rows equal the oracle; resumed after ${resumed}`);
});
