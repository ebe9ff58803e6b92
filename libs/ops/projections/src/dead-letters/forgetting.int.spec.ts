import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { deadLetterHeaders } from '@shop/log-core';
import { feed } from '@shop/log-postgres';
import { idOf, letter, openNoLetters, type LettersUnderTest } from './dead-letters.fixture.js';
import { listDeadLetters } from './dead-letters.read-model.js';
import { forgetExpiredLetters, lettersNaming } from './forgetting.js';

let shop: LettersUnderTest;
beforeAll(async () => {
  shop = await openNoLetters(process.env['SHOP_TEST_POSTGRES']!);
});
afterAll(() => shop.close());

it('knows which letters name a person, by key or bytes', async () => {
  const named = { ...letter(5), bytes: Buffer.from('{"userId":"user-7"') };
  const keyed = { ...letter(6, { [deadLetterHeaders.key]: Buffer.from('user-7').toString('hex') }) };
  await feed(shop.model, [letter(4), named, keyed], { topic: 'dead_letters', partition: 4, times: 1 });
  const found = await lettersNaming(shop.model, 'user-7');
  expect(found.map(({ id }) => id)).toEqual([idOf(5), idOf(6)]);
  expect(found[0]).toMatchObject({ reader: 'test.reader', source: { topic: 'reviews', partition: 1, offset: '5' } });
  await forgetExpiredLetters(shop.model, new Map([['dead_letters/4', 3]]));
});

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
