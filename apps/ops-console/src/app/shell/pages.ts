/** The pages of the console, in the order of the navigation. */
export const pages = [
  { path: '/alerts', label: 'Alerts', short: 'Alerts', key: 'a' },
  { path: '/figures', label: 'Figures', short: 'Figures', key: 'f' },
  { path: '/sales', label: 'Sales per product', short: 'Sales', key: 's' },
  { path: '/flow', label: 'Data flow', short: 'Flow', key: 'd' },
  { path: '/projections', label: 'Read models', short: 'Read models', key: 'm' },
  { path: '/dead-letters', label: 'Dead letters', short: 'Dead letters', key: 'l' },
  { path: '/customers', label: 'Customers', short: 'Customers', key: 'c' },
  { path: '/audit', label: 'Audit', short: 'Audit', key: 'u' },
  { path: '/baskets', label: 'Baskets and orders', short: 'Baskets', key: 'b' },
] as const;

/** The path of a page. */
export type PagePath = (typeof pages)[number]['path'];
