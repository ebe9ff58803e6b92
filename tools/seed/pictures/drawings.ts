import { bakery } from './drawings/bakery.ts';
import { breakfast } from './drawings/breakfast.ts';
import { dairyAndEggs } from './drawings/dairy-eggs.ts';
import { drinks } from './drawings/drinks.ts';
import { frozen } from './drawings/frozen.ts';
import { fruit } from './drawings/fruit.ts';
import { herbsAndSpices } from './drawings/herbs-spices.ts';
import { household } from './drawings/household.ts';
import { pastaAndRice } from './drawings/pasta-rice.ts';
import { snacksAndSweets } from './drawings/snacks-sweets.ts';
import { tinsAndJars } from './drawings/tins-jars.ts';
import { vegetables } from './drawings/vegetables.ts';
import type { Department } from '../products.ts';

/** Markup of each product's drawing in a 200 x 200 field, by sku. */
export type Drawings = Readonly<Record<string, string>>;

/** Every drawing there is, by sku. */
export const drawings: Drawings = {
  ...bakery,
  ...breakfast,
  ...dairyAndEggs,
  ...drinks,
  ...frozen,
  ...fruit,
  ...herbsAndSpices,
  ...household,
  ...pastaAndRice,
  ...snacksAndSweets,
  ...tinsAndJars,
  ...vegetables,
};

/** The field behind a department's drawings: light enough for outlines, strong enough to stand on a white or dark page. */
export const tints: Readonly<Record<Department, string>> = {
  Bakery: '#f6dfb8',
  Breakfast: '#e4d8f2',
  'Dairy & Eggs': '#cfe4f4',
  Drinks: '#c9e9e4',
  Frozen: '#d3e0fa',
  Fruit: '#fbd5cc',
  'Herbs & Spices': '#e7e5b4',
  Household: '#dddfea',
  'Pasta & Rice': '#fbe7a6',
  'Snacks & Sweets': '#f9d3e2',
  'Tins & Jars': '#f9d8b6',
  Vegetables: '#d6eac4',
};
