import { type Accepted, type ProjectionInfo } from '@shop/api';
import { until } from '../../tools/testing/until.ts';
import { ReadModelsPage } from './pages/read-models-page.ts';
import { Caller } from './support/caller.ts';
import { expect, test } from './support/fixtures.ts';
import { Shopper } from './support/shopper.ts';

const SHOPPERS = 3;

test('people go on shopping while the database of their baskets is dropped', async ({
  playwright,
  shop,
  openConsole,
  ops,
  log,
}) => {
  const name = 'basket-api.baskets';
  const models = new ReadModelsPage(await openConsole('projections'));
  const contexts = await Promise.all(
    Array.from({ length: SHOPPERS }, () => playwright.request.newContext({ baseURL: shop.url })),
  );
  const shoppers = await Promise.all(contexts.map((context) => new Shopper(new Caller(context)).start()));
  let told: ProjectionInfo;
  try {
    const shown = models.progress(name).waitFor();
    await models.drop(name);
    await shown;
    await expect(models.model(name)).toContainText(/Built from the log in .+, and equal to what was dropped/);
    told = await ops.projection(name);
  } finally {
    // A refusal, a failure or a look that showed less than one before fails the test here.
    const shopping = await Promise.all(shoppers.map((shopper) => shopper.stop()));
    for (const [index, { basketId, commands, reads }] of shopping.entries()) {
      expect(reads).toBeGreaterThan(0);
      const appended = await log.records('basket_events', ({ key }) => key === basketId);
      expect(appended).toHaveLength(commands + 1);
      const caller = new Caller(contexts[index]!);
      await expect.poll(async () => (await caller.basket(basketId)).eventCount).toBe(commands);
    }
    await Promise.all(contexts.map((context) => context.dispose()));
  }
  const { generation, last, building } = told;
  expect(building).toBeUndefined();
  expect(generation).toEqual(last?.to);
  expect(last!.to!.number).toBeGreaterThan(last!.from!.number);
  expect(last!.tables.length).toBeGreaterThan(0);
  for (const { equal, rows, checksum, before } of last!.tables)
    expect({ equal, rows, checksum }).toEqual({ equal: true, ...before });
  const lines = models.compared(name);
  await expect(lines).toHaveCount(last!.tables.length);
  await expect(lines.filter({ hasText: 'Equal' })).toHaveCount(last!.tables.length);
});

test('a rebuild shows how far it is, and leaves nothing when it is cancelled', async ({
  shop,
  openConsole,
  ops,
  guest,
}) => {
  const name = 'ops-api.sales';
  const generations = () => shop.sql('ops', `SELECT nspname FROM pg_namespace WHERE nspname ~ '^sales_[0-9]+$'`);
  await holdUp(ops, name);
  try {
    await guest.addItem(await guest.openBasket(), 'bread');
    const before = await generations();
    const models = new ReadModelsPage(await openConsole('projections'));
    await models.drop(name);
    await expect(models.model(name)).toContainText(/[\d,]+ of [\d,]+ offsets/);
    await expect(models.model(name)).toContainText('Its reader is paused');
    expect(await generations()).toHaveLength(before.length + 1);
    await models.cancel(name);
    await expect(models.model(name)).toContainText('It was cancelled');
    await expect(models.progress(name)).toHaveCount(0);
    expect(await generations()).toEqual(before);
    expect((await ops.projection(name)).state).toBe('serving');
  } finally {
    await ops.ask('resumeReader', { params: { name } });
  }
});

test('a rebuild goes on after its service was killed', async ({ shop, ops, guest }) => {
  const name = 'basket-api.orders';
  await holdUp(ops, name);
  let asked: number;
  try {
    const id = await guest.openBasket();
    await guest.addItem(id, 'bread');
    await guest.checkOut(id);
    const { position } = await ops.ask<Accepted>('rebuildProjection', { params: { name } });
    asked = Number(position.offset);
    // What answers is held up before the order, so that this can't be finished yet.
    await expect.poll(async () => (await ops.projection(name)).building?.done ?? 0).toBeGreaterThan(0);
    const before = await shop.kill('basket-api');
    await shop.back('basket-api', before);
    expect((await ops.projection(name)).building).toBeDefined();
  } finally {
    await ops.ask('resumeReader', { params: { name } });
  }
  const last = await until('the rebuild to end', async () => {
    const { last } = await ops.projection(name);
    return last && Number(last.position.offset) > asked && last;
  });
  expect(last).toMatchObject({ result: 'rebuilt' });
  expect(last.tables.map(({ equal }) => equal)).not.toContain(false);
});

test('a row that somebody has changed by hand is found, and put right when an operator lets the log win', async ({
  shop,
  openConsole,
  ops,
}) => {
  const name = 'review-api.products';
  const ask = async (text: string) => {
    const [active] = await shop.sql<{ generation: number }>(
      'review',
      `SELECT generation FROM projections.active WHERE projection = 'products'`,
    );
    return shop.sql<{ name: string }>('review', text.replace('products', `products_${active!.generation}.products`));
  };
  await ask(`UPDATE products SET name = 'Tampered' WHERE sku = 'bread'`);
  const models = new ReadModelsPage(await openConsole('projections'));
  await models.verify(name);
  await expect(models.model(name)).toContainText('products is not what the log says. Nothing was changed.');
  await expect(models.compared(name).filter({ hasText: 'Different' })).toContainText('1 row: ["bread"] changed');
  const printed = await shop.npm('projections', ['verify', name, '--follow']);
  expect(printed).toMatchObject({ code: 1, stderr: '' });
  expect(printed.stdout).toContain('products: 1 row differs\n  changed  ["bread"]');
  await models.letLogWin(name);
  await expect(models.model(name)).toContainText('which won: products was not what the log says');
  expect(await ask(`SELECT name FROM products WHERE sku = 'bread'`)).toEqual([{ name: 'Bread' }]);
  expect((await shop.npm('projections', ['verify', name, '--follow'])).code).toBe(0);
  expect((await ops.projection(name)).last).toMatchObject({ result: 'verified', purpose: 'verify' });
});

test('the command line does the same', async ({ shop, ops }) => {
  const name = 'catalogue-api.catalogue';
  const rebuilt = await shop.npm('projections', ['rebuild', name, '--follow']);
  expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
  expect(rebuilt.stdout).toMatch(/^Built anew in [\d.]+ s: generation \d+, version \d+, answers from now on\.$/m);
  const { last } = await ops.projection(name);
  for (const { table, checksum } of last!.tables)
    expect(rebuilt.stdout).toMatch(new RegExp(`^${table} .*${checksum}  yes$`, 'm'));
  const listed = await shop.npm('projections', ['list']);
  expect(listed.stdout).toMatch(new RegExp(`^${name} .* rebuilt `, 'm'));

  const nothing = await shop.npm('projections', ['cancel', name]);
  expect(nothing).toMatchObject({ code: 1, stdout: '' });
  expect(nothing.stderr).toContain('nothing to cancel');
  const unknown = await shop.npm('projections', ['rebuild', 'catalogue']);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain(name);
});

/** Pauses the reader of a read model: what is built beside it can't get further than it stands. */
async function holdUp(ops: Caller, name: string): Promise<void> {
  await ops.ask('pauseReader', { params: { name } });
  await expect.poll(async () => (await ops.reader(name)).state).toBe('paused');
}
