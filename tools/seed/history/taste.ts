import { products, type SeedProduct } from '../products.ts';
import { Random } from './random.ts';

/** What everybody buys, and how much more often than the rest. */
const STAPLES: Readonly<Record<string, number>> = {
  bread: 26,
  'semi-skimmed-milk': 24,
  bananas: 20,
  'baked-beans': 19,
  'free-range-eggs': 18,
  'mature-cheddar': 13,
  'tinned-spaghetti': 9,
  potatoes: 12,
  'vine-tomatoes': 12,
  'salted-butter': 12,
  'chopped-tomatoes': 11,
  'breakfast-tea': 10,
  'ground-coffee': 10,
  'toilet-tissue': 9,
  'milk-chocolate': 9,
  avocados: 8,
  'orange-juice': 8,
  'margherita-pizza': 8,
};

/** What people think better of: the probability that it is put back. */
const SECOND_THOUGHTS: Readonly<Record<string, number>> = {
  'baked-beans': 0.3,
  'milk-chocolate': 0.32,
  'red-wine': 0.28,
  'ring-doughnuts': 0.34,
  'vanilla-ice-cream': 0.24,
  'king-prawns': 0.3,
  'jelly-bears': 0.26,
  'extra-virgin-olive-oil': 0.22,
};

const appeal = products.map(({ sku }) => STAPLES[sku] ?? 0.6 + 5 * new Random(`appeal of ${sku}`).next() ** 2);

/** Different products for one trip, the popular ones more often. */
export function shoppingList(random: Random, length: number): readonly SeedProduct[] {
  const list = new Set<SeedProduct>();
  while (list.size < length) list.add(products[random.weighted(appeal)] as SeedProduct);
  return [...list];
}

/** The probability that a product is put back once it is in a basket. */
export function regretOf(sku: string): number {
  return SECOND_THOUGHTS[sku] ?? 0.07;
}
