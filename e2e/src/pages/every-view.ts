import type { Page } from '@playwright/test';

/** Ids of things that views are about. */
export interface Things {
  readonly orderId: string;
  readonly basketId: string;
  readonly letterId: string;
}

/** A page as somebody finds it: which of the route table it is, where, whose, and what says that it is all there. */
export interface View {
  /** What the route table imports, without its ending. */
  readonly page: string;
  /** What is special about this view of the page. */
  readonly with?: string;
  /** A role of a demo account; without one, a guest. */
  readonly as?: 'shopper' | 'ops' | 'ops.read';
  readonly path: string | ((things: Things) => string);
  readonly ready: (page: Page) => Promise<unknown>;
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name, exact: true }).first().waitFor();

/** Opens a dialog once a page is there. */
const dialog = (ready: View['ready'], button: RegExp) => async (page: Page) => {
  await ready(page);
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('dialog').waitFor();
};

/** Every page of the storefront. */
export const storefrontViews: readonly View[] = [
  {
    page: 'pages/home-page',
    path: '/',
    ready: (page) => page.getByRole('list', { name: 'Best rated products' }).waitFor(),
  },
  { page: 'pages/browse-page', path: '/browse?q=bean', ready: heading('Baked Beans') },
  { page: 'pages/product-page', path: '/product/baked-beans', ready: heading('Baked Beans') },
  {
    page: 'pages/basket-page',
    path: '/basket?at=2',
    ready: (page) => page.getByText('As it was after event 2').waitFor(),
  },
  { page: 'pages/checkout-page', path: '/checkout', ready: heading('What you order') },
  {
    page: 'pages/orders-page',
    path: '/orders',
    ready: (page) => page.getByRole('list', { name: 'Orders' }).waitFor(),
  },
  { page: 'pages/order-page', path: ({ orderId }) => `/orders/${orderId}`, ready: heading('Where it goes') },
  { page: 'pages/account-page', with: 'nobody signed in', path: '/account', ready: heading('You are not signed in') },
  { page: 'pages/account-page', as: 'shopper', path: '/account', ready: heading('Where you are signed in') },
  {
    page: 'pages/account-page',
    with: 'the question whether to leave',
    as: 'shopper',
    path: '/account',
    ready: dialog(heading('Leaving'), /^Delete my account/),
  },
  { page: 'pages/sign-in-page', path: '/sign-in', ready: heading('Sign in') },
  { page: 'pages/register-page', path: '/register', ready: heading('Create an account') },
  { page: 'pages/about-page', path: '/about', ready: heading('The log is the truth') },
  { page: 'pages/not-found-page', path: '/nowhere', ready: heading('There is no such page') },
];

const CLEAN = '/ops/flow?at=process:review-pipeline.clean';
const ofReader = (page: Page) => page.getByRole('heading', { name: 'Records that it leaves out' }).waitFor();
const customers = (page: Page) => page.getByRole('combobox').first().waitFor();
const events = (page: Page) => page.getByRole('list', { name: 'Events' }).getByRole('listitem').first().waitFor();
const group = [
  'reader=review-pipeline.clean',
  'code=json.invalid',
  'topic=reviews',
  'producer=review-api%20or%20feeds',
];

/** Every page of the console. */
export const consoleViews: readonly View[] = [
  { page: 'session/sign-in-page', path: '/ops/sign-in', ready: heading('Ops console') },
  {
    page: 'session/refused-page',
    as: 'shopper',
    path: '/ops/alerts',
    ready: heading('This console is for operations staff'),
  },
  {
    page: 'alerts/alerts-page',
    as: 'ops',
    path: '/ops/alerts?status=all',
    ready: (page) => page.locator('shop-alert-row').first().waitFor(),
  },
  {
    page: 'alerts/alert-pane',
    as: 'ops',
    path: '/ops/alerts?status=all',
    ready: async (page) => {
      await page.locator('.rows a').first().click();
      await page.getByRole('list', { name: 'The path of the review' }).waitFor();
    },
  },
  {
    page: 'figures/figures-page',
    as: 'ops',
    path: '/ops/figures',
    ready: (page) => page.locator('ops-days-chart svg').first().waitFor(),
  },
  { page: 'sales/sales-page', as: 'ops', path: '/ops/sales', ready: (page) => page.getByRole('table').waitFor() },
  {
    page: 'flow/flow-page',
    as: 'ops',
    path: '/ops/flow',
    ready: (page) => page.locator('[data-node]').first().waitFor(),
  },
  { page: 'flow/flow-page', with: 'a reader, only looked at', as: 'ops.read', path: CLEAN, ready: ofReader },
  {
    page: 'flow/flow-page',
    with: 'a record to leave out',
    as: 'ops',
    path: CLEAN,
    ready: dialog(ofReader, /^Leave out a record/),
  },
  {
    page: 'flow/flow-page',
    with: 'a record to take back',
    as: 'ops',
    path: CLEAN,
    ready: dialog(ofReader, /^Take back/),
  },
  {
    page: 'projections/projections-page',
    as: 'ops',
    path: '/ops/projections?at=basket-api.baskets',
    ready: (page) => page.getByText('Last comparison').first().waitFor(),
  },
  {
    page: 'dead-letters/dead-letters-page',
    as: 'ops',
    path: '/ops/dead-letters',
    ready: (page) =>
      page
        .getByRole('heading', { name: /^To be mended by/ })
        .first()
        .waitFor(),
  },
  {
    page: 'dead-letters/group-page',
    as: 'ops',
    path: `/ops/dead-letters/group?${group.join('&')}`,
    ready: (page) => page.getByRole('checkbox').first().waitFor(),
  },
  {
    page: 'dead-letters/letter-page',
    with: 'a cut one',
    as: 'ops',
    path: ({ letterId }) => `/ops/dead-letters/letters/${encodeURIComponent(letterId)}`,
    ready: (page) => page.getByRole('button', { name: 'Download the whole record' }).waitFor(),
  },
  { page: 'customers/customers-page', as: 'ops', path: '/ops/customers', ready: customers },
  {
    page: 'customers/customers-page',
    with: 'the question whether to forget',
    as: 'ops',
    path: '/ops/customers',
    ready: dialog(customers, /^Forget this person/),
  },
  { page: 'audit/audit-page', as: 'ops', path: '/ops/audit', ready: events },
  {
    page: 'baskets/basket-page',
    as: 'ops',
    path: ({ basketId }) => `/ops/baskets?id=${basketId}`,
    ready: heading('The log keeps what happened'),
  },
  {
    page: 'orders/order-page',
    as: 'ops',
    path: ({ orderId }) => `/ops/orders/${orderId}`,
    ready: heading('OrderPlaced'),
  },
  { page: 'shell/not-found-page', as: 'ops', path: '/ops/nowhere', ready: heading('There is no such page') },
];
