import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { feed } from '@shop/log-postgres';
import { idOf, letter, openNoLetters, type LettersUnderTest } from './dead-letters.fixture.js';
import { listDeadLetters } from './dead-letters.read-model.js';
import { forgetExpiredLetters } from './expired-letters.js';

let shop: LettersUnderTest;
beforeAll(async () => {
  shop = await openNoLetters(process.env['SHOP_TEST_POSTGRES']!);
});
afterAll(() => shop.close());

it('holds no letter that has expired in its topic', async () => {
  await feed(shop.model, [letter(0), letter(1)], { topic: 'dead_letters', partition: 2, times: 1 });
  await feed(shop.model, [letter(2)], { topic: 'dead_letters', partition: 3, times: 1 });
  await forgetExpiredLetters(
    shop.model,
    new Map([
      ['dead_letters/2', 1],
      ['dead_letters/3', 0],
    ]),
  );
  const { items } = await listDeadLetters(shop.model, { limit: 10 });
  expect(items.map(({ id }) => id).sort()).toEqual([idOf(1), idOf(2)].sort());
});
