import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { PersonExport } from '@shop/api';
import { expect, test } from './support/fixtures.ts';

test('somebody downloads what is held and deletes their account, on a phone and with the keyboard', async ({
  people,
}) => {
  const person = await people.register('Gwen Goes');
  const page = await person.context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await page.getByRole('button', { name: 'Account of Gwen Goes' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  const held = JSON.parse(readFileSync(await file.path(), 'utf8')) as PersonExport;
  expect(held).toMatchObject({ complete: true, account: { user: { name: 'Gwen Goes', email: person.email } } });
  await expect(page.getByRole('status').filter({ hasText: 'my-data.json' })).toBeVisible();

  await page.getByRole('button', { name: 'Delete my account' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel('Your password').fill('not the password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('is not your password')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await dialog.getByLabel('Your password').fill(person.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your account is deleted')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('operations forget a person, and nobody finds them any more', async ({ people, openConsole, ops }) => {
  const { user } = await people.register('Fred Forgotten');
  const page = await openConsole(`customers?q=${user.userId}`);
  await page.getByRole('button', { name: 'Forget this person: Fred Forgotten' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget Fred Forgotten?' });
  await expect(dialog).toContainText('Stays');
  await dialog.getByRole('button', { name: 'Forget this person' }).click();
  await expect(page.getByText('This person is forgotten.')).toBeVisible();
  await expect.poll(() => ops.customer(user.userId)).toBeUndefined();
});
