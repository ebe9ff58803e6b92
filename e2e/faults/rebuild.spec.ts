import type { ProjectionInfo } from '@shop/api';
import { until } from '../../tools/testing/until.ts';
import { cutOrFull } from './support/extent.ts';
import { tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { Shoppers } from './support/shoppers.ts';
import { shopAgrees } from './support/whole-shop.ts';

const NAME = 'basket-api.baskets';
const GUESTS = 4;
/** Within this time of a request a rebuild begins, reads, is compared or switches; then the service dies. */
const DIES_WITHIN_MS = 3_000;

test('a service dies while its read model is built anew: it goes on after the next start, and is equal', async ({
  shop,
  log,
  ops,
}) => {
  const shoppers = new Shoppers(shop.url).start(GUESTS);
  const [took, states] = [new Times(), [] as string[]];
  const kills = cutOrFull(2, 12);
  const read = () => ops.ask<ProjectionInfo>('getProjection', { params: { name: NAME } });
  let generation = (await read()).generation?.number ?? 1;
  for (let kill = 0; kill < kills; kill++) {
    const asked = performance.now();
    const { position } = await ops.ask<{ position: { offset: string } }>('rebuildProjection', {
      params: { name: NAME },
    });
    const dies = asked + Math.random() * DIES_WITHIN_MS;
    let state = 'requested';
    await until('the moment to die', async () => {
      state = (await read()).state;
      return performance.now() >= dies;
    });
    states.push(state);
    const pid = await shop.kill('basket-api');
    await shop.back('basket-api', pid);
    const { last } = await until(
      'the rebuild to have an outcome',
      async () => {
        const info = await read();
        const since = Number(info.last?.position.offset ?? -1) > Number(position.offset);
        return info.state === 'serving' && since && info;
      },
      120_000,
    );
    took.add(performance.now() - asked);
    expect(last?.failure).toBeUndefined();
    expect(last).toMatchObject({ result: 'rebuilt', to: { number: generation + 1 } });
    for (const { table, equal } of last?.tables ?? []) expect([table, equal]).toEqual([table, true]);
    generation += 1;
  }
  await shoppers.stop();
  const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
  const agreed = await shopAgrees(shop, log);
  tell(
    `rebuild: basket-api killed ${kills} times while its read model was ${[...new Set(states)].join(', ')}; each rebuild ` +
      `was finished and equal, ${took} from request to outcome; ${effects}; answers: ${shoppers.answers}; ${agreed}`,
  );
});
