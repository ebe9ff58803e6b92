const OWNER = 'a'.repeat(64);
const gbp = (amount: number) => ({ amount, currency: 'GBP' });

/** The shop's standing example: four events, of which a table would have kept two lines. */
export const opened = { type: 'BasketOpened', data: { owner: OWNER } } as const;
export const breadAdded = {
  type: 'ItemAdd',
  data: { sku: 'bread', name: 'Bread', quantity: 1, unitPrice: gbp(140) },
} as const;
export const beansAdded = {
  type: 'ItemAdd',
  data: { sku: 'baked-beans', name: 'Baked Beans', quantity: 2, unitPrice: gbp(95) },
} as const;
export const beansRemoved = { type: 'ItemRemove', data: { sku: 'baked-beans', quantity: 2 } } as const;
export const spaghettiAdded = {
  type: 'ItemAdd',
  data: { sku: 'tinned-spaghetti', name: 'Tinned Spaghetti', quantity: 1, unitPrice: gbp(85) },
} as const;
