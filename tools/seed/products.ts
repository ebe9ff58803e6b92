import { bakery } from './products/bakery.ts';
import { breakfast } from './products/breakfast.ts';
import { dairyAndEggs } from './products/dairy-eggs.ts';
import { drinks } from './products/drinks.ts';
import { frozen } from './products/frozen.ts';
import { fruit } from './products/fruit.ts';
import { herbsAndSpices } from './products/herbs-spices.ts';
import { household } from './products/household.ts';
import { pastaAndRice } from './products/pasta-rice.ts';
import { snacksAndSweets } from './products/snacks-sweets.ts';
import { tinsAndJars } from './products/tins-jars.ts';
import { vegetables } from './products/vegetables.ts';

/** One line of a department's list: sku, name, price in pence, description. */
export type Row = readonly [sku: string, name: string, pence: number, description: string];

/** A product as the back office keeps it. */
export interface SeedProduct {
  /** Readable and stable: also the name of the picture. */
  readonly sku: string;
  readonly name: string;
  readonly department: Department;
  readonly description: string;
  /** Amount in minor units. */
  readonly price: { readonly amount: number; readonly currency: 'GBP' };
  /** Path of the picture under the shop's origin. */
  readonly picture: string;
}

const departments = {
  Bakery: bakery,
  Breakfast: breakfast,
  'Dairy & Eggs': dairyAndEggs,
  Drinks: drinks,
  Frozen: frozen,
  Fruit: fruit,
  'Herbs & Spices': herbsAndSpices,
  Household: household,
  'Pasta & Rice': pastaAndRice,
  'Snacks & Sweets': snacksAndSweets,
  'Tins & Jars': tinsAndJars,
  Vegetables: vegetables,
} satisfies Record<string, readonly Row[]>;

/** The shop's departments. */
export type Department = keyof typeof departments;

/** The whole range, department by department. */
export const products: readonly SeedProduct[] = (Object.keys(departments) as Department[]).flatMap((department) =>
  departments[department].map(([sku, name, pence, description]) => ({
    sku,
    name,
    department,
    description,
    price: { amount: pence, currency: 'GBP' as const },
    picture: `/products/${sku}.svg`,
  })),
);
