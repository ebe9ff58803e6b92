import type { Product } from '@shop/api';
import { BasketPage } from './pages/basket-page.ts';
import { CheckoutPage } from './pages/checkout-page.ts';
import { ProductPage } from './pages/product-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { expect, test } from './support/fixtures.ts';
import { uniqueWords } from './support/people.ts';

test('search, department and price stand in the address', async ({ page }) => {
  await page.goto('/browse');
  const products = page.getByRole('heading', { level: 3 });
  await page.getByRole('navigation', { name: 'Departments' }).getByRole('link', { name: /^Tins/ }).click();
  await expect(page).toHaveURL(/department=Tins/);
  await page.getByRole('searchbox', { name: 'Search for groceries' }).fill('bean');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=bean/);
  await expect(products.filter({ hasText: 'Baked Beans' })).toBeVisible();
  await page.getByLabel('Lowest price').fill('0.50');
  await page.getByLabel('Highest price').fill('20');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/minPrice=50&?.*maxPrice=2000|maxPrice=2000&?.*minPrice=50/);
  await page.getByLabel('Sort by').selectOption('Price, lowest first');
  await expect(page).toHaveURL(/sort=price/);
  const shown = await products.allInnerTexts();
  expect(shown.length).toBeGreaterThan(1);

  // The address alone leads to the same shelves.
  await page.reload();
  await expect(products).toHaveText(shown);
  await expect(page.getByLabel('Highest price')).toHaveValue('20');
});

test('a removal is undone by another ItemAdd, and the history can be walked through', async ({ page, guest }) => {
  const id = await guest.openBasket();
  await guest.addItem(id, 'bread', 2);
  await guest.addItem(id, 'baked-beans');
  const basket = new BasketPage(page);
  await basket.open();
  await page.getByRole('button', { name: 'One Bread more' }).click();
  await expect(page.getByRole('group', { name: 'Quantity of Bread' })).toContainText('3');
  await basket.remove('Bread');
  await basket.undoRemoving('Bread');
  await expect(page.getByRole('group', { name: 'Quantity of Bread' })).toContainText('3');
  const events = await guest.basketEvents(id);
  expect(events.map(({ type }) => type)).toEqual([
    'BasketOpened',
    'ItemAdd',
    'ItemAdd',
    'ItemAdd',
    'ItemRemove',
    'ItemAdd',
  ]);
  expect(events.at(-1)?.data).toMatchObject({ sku: 'bread', quantity: 3 });

  await basket.slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/\?at=4$/);
  // What the browser folds is what the server answers.
  const then = await guest.ask<{ lines: { name: string }[] }>('getBasket', { params: { id }, query: { at: 4 } });
  await expect(basket.folded.getByRole('listitem')).toHaveCount(then.lines.length);
  await expect(basket.folded.getByRole('listitem')).toContainText(then.lines.map(({ name }) => name));
  await page.goBack();
  await expect(page).not.toHaveURL(/at=/);
  await basket.open(2);
  await expect(basket.folded).toContainText('As it was after event 2');
  await expect(page.getByRole('list', { name: 'What this event changed' })).toContainText('Baked Beans');
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(page).not.toHaveURL(/at=/);
});

test('the shelves can be seen as they were, and nothing be bought there', async ({ page, people, ops }) => {
  const rita = await people.register('Rita Remembers');
  const sku = 'soft-pretzels';
  const before = await ops.ask<Product>('getProduct', { params: { sku } });
  const at = new Date().toISOString();
  const price = { amount: before.price.amount + 11, currency: before.price.currency };
  const change = (to: Product['price']) => {
    const { name, department, description, picture } = before;
    const body = { name, department, description, price: to, ...(picture && { picture }) };
    return ops.ask('putProduct', { params: { sku }, body });
  };
  await change(price);
  try {
    await rita.api.postReview(sku, 5, uniqueWords('Twisted well.'));
    const now = async () => {
      const product = await ops.ask<Product>('getProduct', { params: { sku } });
      return product.price.amount === price.amount && product.rating.count === before.rating.count + 1;
    };
    await expect.poll(now).toBe(true);
    expect(await ops.ask<Product>('getProduct', { params: { sku }, query: { at } })).toEqual(before);
    await page.goto(`/browse?q=soft%20pretzels&at=${at}`);
    await expect(page.getByText('This is the shop as it was on')).toBeVisible();
    const card = page.locator('shop-product-card').filter({ hasText: before.name });
    await expect(card).toContainText((before.price.amount / 100).toFixed(2));
    await expect(card.getByRole('button', { name: `Add ${before.name} to basket` })).toBeDisabled();
    await card.getByRole('link', { name: before.name }).click();
    await expect(page).toHaveURL(/product\/soft-pretzels\?at=/);
    await expect(page.getByText('Nothing can be bought in the past')).toBeVisible();
    await page.goBack();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect(card).toContainText((price.amount / 100).toFixed(2));
    await expect(page).not.toHaveURL(/at=/);
  } finally {
    await change(before.price);
  }
});

test("a guest's basket is still there after signing in", async ({ page, guest, people }) => {
  const product = new ProductPage(page);
  await product.open('bread');
  await product.addToBasket();
  const cara = await people.register('Cara Claim');
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(cara);
  await expect(page.getByRole('button', { name: 'Account of Cara Claim' })).toBeVisible();
  const basket = new BasketPage(page);
  await basket.open();
  await expect(basket.lines).toContainText(['Bread']);
  await expect(basket.events.first()).toContainText('The basket became yours when you signed in');
  // It is hers wherever she is: the other window has never seen the guest's cookie.
  const { basketId, lines } = await cara.api.ask<{ basketId: string; lines: unknown[] }>('currentBasket');
  expect(lines).toHaveLength(1);
  expect((await guest.basketEvents(basketId)).map(({ type }) => type)).toEqual([
    'BasketOpened',
    'ItemAdd',
    'BasketClaimed',
  ]);
});

test('a guest checks out, and can come back to the order', async ({ page, guest, browser, shop }) => {
  const id = await guest.openBasket();
  await guest.addItem(id, 'bread', 2);
  const orderId = await new CheckoutPage(page).order({ name: 'Gus Guest', email: 'gus@example.com' });
  await expect(page.getByRole('region', { name: 'What you ordered' })).toContainText('Bread');
  await page.goto('/orders');
  await page.getByRole('list', { name: 'Orders' }).getByRole('link', { name: /Bread/ }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${orderId}`));
  await expect(page.getByRole('region', { name: 'Where it goes' })).toContainText('gus@example.com');
  await expect(page.getByRole('region', { name: 'How it came to be' })).toContainText('Checked out');

  // For anybody else there is no such order, and no such basket.
  const stranger = await browser.newContext({ baseURL: shop.url });
  for (const path of [`/api/orders/${orderId}`, `/api/baskets/${id}`])
    expect((await stranger.request.get(path)).status()).toBe(404);
  await stranger.close();
});

test('a review shows at once, with the average that it changes', async ({ people }) => {
  const rita = await people.register('Rita Reviewer');
  const product = new ProductPage(await rita.context.newPage());
  const before = await rita.api.reviews('watermelon');
  await product.open('watermelon');
  const words = uniqueWords('Sweet and large.');
  await product.review(5, words);
  await expect(product.reviews.filter({ hasText: words })).toContainText('Rita Reviewer');
  const after = await rita.api.reviews('watermelon');
  expect(after.count).toBe(before.count + 1);
  expect(after.distribution['5']).toBe(before.distribution['5'] + 1);

  // One per person and product: the later one replaces it.
  const later = uniqueWords('Too large, on reflection.');
  await product.review(3, later);
  await expect(product.reviews.filter({ hasText: words })).toHaveCount(0);
  expect((await rita.api.reviews('watermelon')).count).toBe(before.count + 1);
});
