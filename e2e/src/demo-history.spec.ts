import type { DeadLetter, DeadLetterSource, InspectedOrder, Page, SecurityEvent, SkippedRecord } from '@shop/api';
import { superuserOf } from '../faults/support/arena.ts';
import { tracesInTables } from '../faults/support/traces.ts';
import { demoHistory } from '../../tools/seed/history/demo-history.ts';
import { expect, test } from './support/fixtures.ts';

const history = demoHistory(Date.now());

test('the demo history holds a dead letter that is cut; the rest is read at its source', async ({ ops }) => {
  const letters = await ops.ask<Page<DeadLetter>>('listDeadLetters', { query: { code: 'json.tooLarge', limit: 100 } });
  const whole = String(history.tooLarge.value);
  const large = letters.items.filter(({ key }) => key === history.tooLarge.key);
  expect(large).toMatchObject([{ cut: { parts: ['value'], length: Buffer.byteLength(whole) } }]);
  const source = await ops.ask<DeadLetterSource>('getDeadLetterSource', { params: { id: large[0]!.id } });
  expect(source.text).toBe(whole);
});

test('the demo history holds a record that operations have left out', async ({ ops, log }) => {
  const { items } = await ops.ask<Page<SkippedRecord>>('listSkips', { params: { name: 'review-pipeline.clean' } });
  expect(items).toMatchObject([{ code: 'record.skipped', position: { topic: 'reviews' }, by: expect.any(String) }]);
  const { id } = JSON.parse(String(history.unwanted.value)) as { id: string };
  expect(await log.containing('reviews', id)).toHaveLength(1);
  expect(await log.containing('reviews_clean', id)).toEqual([]);
});

test('the demo history holds a failed sign-in, and a change that was refused', async ({ ops, shop }) => {
  const refused = async (action: string) => {
    const query = { action, outcome: 'refused', limit: 100 };
    return (await ops.ask<Page<SecurityEvent>>('listSecurityEvents', { query })).items;
  };
  const [shopper, reader] = ['shopper', 'ops.read'].map((role) =>
    history.people.find(({ email }) => email === shop.account(role as 'shopper' | 'ops.read').email),
  );
  await expect
    .poll(async () => (await refused('signIn')).filter(({ target }) => target === shopper!.userId))
    .toMatchObject([{ code: 'signIn.wrong', actor: null }]);
  await expect
    .poll(async () => (await refused('changeUser')).filter(({ actor }) => actor === reader!.userId))
    .toMatchObject([{ code: 'role.missing', target: shopper!.userId }]);
});

test('the demo history has forgotten a person: the orders stay, the name is in no answer and no table', async ({
  ops,
  shop,
}) => {
  const { userId, orders } = history.forgotten;
  const { name, email } = history.people.find((person) => person.userId === userId)!;
  expect((await ops.send('exportAccount', { params: { userId } })).status()).toBe(404);
  const placed = history.contacts.map(({ value }) => JSON.parse(String(value))).filter(({ owner }) => owner === userId);
  expect(placed).toHaveLength(orders);
  for (const { orderId } of placed)
    expect(await ops.ask<InspectedOrder>('inspectOrder', { params: { id: orderId } })).toMatchObject({ orderId });
  await expect.poll(() => tracesInTables(superuserOf(shop), [name, email])).toEqual([]);
});
