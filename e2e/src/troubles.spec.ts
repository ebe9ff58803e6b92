import { until } from '../../tools/testing/until.ts';
import { expect, test } from './support/fixtures.ts';

test('a column is renamed: the strip says within seconds that products are not understood, and is calm again afterwards', async ({
  shop,
  openConsole,
}, info) => {
  const console = await openConsole('flow');
  const strip = console.getByRole('status').filter({ hasText: /products is not understood/ });
  const change = () => shop.sql('backoffice', `UPDATE products SET "priceAmount" = "priceAmount" WHERE sku = 'bread'`);
  const rename = (from: string, to: string) =>
    shop.sql('backoffice', `ALTER TABLE products RENAME COLUMN ${from} TO ${to}`);
  await rename('description', 'about');
  try {
    const changed = performance.now();
    await change();
    await strip.waitFor();
    const took = Math.round(performance.now() - changed);
    info.annotations.push({ type: 'measured', description: `red ${took} ms after the row was written` });
    process.stdout.write(`The strip was red ${took} ms after the row was written.\n`);
    await expect(strip).toContainText(/by .+: \d+ dead letters? since \d\d:\d\d:\d\d/);
    await expect(strip.getByRole('link', { name: 'Dead letters' })).toHaveAttribute('href', /dead-letters/);
  } finally {
    await rename('about', 'description');
  }
  await until('the strip to be calm', async () => {
    await change();
    return (await strip.count()) === 0;
  });
});
