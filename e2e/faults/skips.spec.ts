import type { ProjectionInfo } from '@shop/api';
import { until } from '../../tools/testing/until.ts';
import { tell } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { dumpReadModel } from './support/read-model.ts';
import { shopAgrees } from './support/whole-shop.ts';

const NAME = 'basket-api.baskets';

test('an operator has a record left out: rebuilds and the oracle obey until it is taken back', async ({
  shop,
  log,
  ops,
}) => {
  const place = { url: shop.run.postgres['basket'] ?? '', projection: 'baskets' };
  const read = () => ops.ask<ProjectionInfo>('getProjection', { params: { name: NAME } });
  /** Builds the read model anew. @returns whether it was equal to the one before */
  const rebuild = async (): Promise<boolean> => {
    const { position } = await ops.ask<{ position: { offset: string } }>('rebuildProjection', {
      params: { name: NAME },
    });
    const { last } = await until(
      'the rebuild to have an outcome',
      async () => {
        const info = await read();
        return info.state === 'serving' && Number(info.last?.position.offset ?? -1) > Number(position.offset) && info;
      },
      120_000,
    );
    expect(last).toMatchObject({ result: 'rebuilt' });
    return last?.tables.every(({ equal }) => equal) ?? false;
  };
  await shopAgrees(shop, log);
  const before = await dumpReadModel(place);
  const added = await log.records('basket_events', ({ text }) => text?.includes('"type":"ItemAdd"') ?? false);
  const record = added[0];
  if (!record) throw new Error('Nothing was ever put in.');
  const at = { topic: 'basket_events', partition: record.partition, offset: record.offset };

  await ops.ask('skipRecord', { params: { name: NAME }, body: { ...at, reason: 'The fault suite says so.' } });
  expect(await rebuild()).toBe(false);
  const without = await shopAgrees(shop, log);
  expect((await dumpReadModel(place)).rows).toBeLessThan(before.rows);
  expect(await rebuild(), 'by the same rules').toBe(true);

  const { topic, partition, offset } = at;
  await ops.ask('takeBackSkip', {
    params: { name: NAME, topic, partition: String(partition), offset: String(offset) },
  });
  expect(await rebuild()).toBe(false);
  await shopAgrees(shop, log);
  expect(await dumpReadModel(place)).toEqual(before);
  tell(
    `skips: one record left out and taken back, the read model built anew after each; ${without}; at last as before`,
  );
});
