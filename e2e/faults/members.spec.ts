import { until } from '../../tools/testing/until.ts';
import { cutOrFull } from './support/extent.ts';
import { Counts, tell } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { Story } from './support/story.ts';
import { startVictim, type Victim } from './support/victim.ts';

const MINUTE = 60_000;
/** Of each topic of an arena. */
const PARTITIONS = 4;

test('instances join, leave and die all the time: nothing is lost, nothing applied twice', async ({
  arena,
  startLoad,
}) => {
  const story = new Story(8);
  const load = startLoad(50, () => arena.append(story.basketEvents(60)));
  const url = await arena.database();
  const place = { url, projection: 'baskets' };
  const env = { ...arena.env, DATABASE_URL: url, PROJECTION: 'baskets' };
  const members: Victim[] = [startVictim('projector', env)];
  const did = new Counts();
  const end = performance.now() + cutOrFull(12_000, 3 * MINUTE);
  // Every 3 s, as they came: one more, one less in order, one less without a word.
  for (let round = 0; performance.now() < end; round++) {
    const due = performance.now() + 3_000;
    const kind = round % 3;
    const oldest = kind === 0 ? undefined : members.shift();
    if (!oldest) members.push(startVictim('projector', env));
    else {
      // One that is asked to leave before it listens would just die.
      if (kind === 1) await oldest.says('started');
      oldest.signal(kind === 1 ? 'SIGTERM' : 'SIGKILL');
    }
    did.add(oldest ? (kind === 1 ? 'left' : 'died') : 'joined');
    if (oldest) expect(await oldest.ended).toBe(kind === 1 ? 0 : null);
    if (members.length === 0) members.push(startVictim('projector', env));
    await until('the next round', () => performance.now() >= due);
  }
  await load.stop();
  const { rows } = await arena.agrees(place);
  const refused = members.flatMap(({ lines }) => lines).filter((line) => line.startsWith('refused')).length;
  tell(`8 members: ${did}, every 3 s; ${rows} rows equal the oracle; ${refused} commits refused by the checkpoint`);
});

/** Where an instance stops, with what makes it. */
const STOPS = [
  ['before its transaction', {}],
  ['before its commit, with the checkpoint locked', { STOP_IN: 'commit' }],
] as const;

test('an instance is stopped, missed, and goes on: its commit is refused', async ({ arena, startLoad }) => {
  const story = new Story(88);
  const load = startLoad(50, () => arena.append(story.basketEvents(40)));
  const told = await Promise.all(
    STOPS.map(async ([where, how]) => {
      const url = await arena.database();
      // A group of its own: the two don't share partitions.
      const env = { ...arena.env, DATABASE_URL: url, PROJECTION: 'baskets', READER: `victim.${where.length}` };
      const zombie = startVictim('projector', { ...env, ...how, STOP_AT: '5' });
      await zombie.says('stopped');
      const stoppedAt = performance.now();
      const heir = startVictim('projector', env);
      const stored = () => heir.lines.filter((line) => line.startsWith('stored')).map((line) => line.split(' ')[1]);
      await until('the heir to have all partitions', () => new Set(stored()).size === PARTITIONS, 60_000);
      const enough = stoppedAt + cutOrFull(12_000, 60_000);
      await until('the zombie to have been away', () => performance.now() > enough, 90_000);
      zombie.signal('SIGCONT');
      const said = await zombie.says('zombie');
      expect(said).toContain('zombie refused');
      return { url, line: `${where} for ${Math.round((performance.now() - stoppedAt) / 1_000)} s (${said})` };
    }),
  );
  await load.stop();
  const agreed = await Promise.all(told.map(({ url }) => arena.agrees({ url, projection: 'baskets' })));
  const lines = told.map(({ line }) => line).join(' and ');
  tell(`8 zombies: stopped ${lines}; ${agreed.map(({ rows }) => rows).join(' and ')} rows equal the oracle`);
});
