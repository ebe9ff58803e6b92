import type { Row } from '../products.ts';

/** Dairy & Eggs: sku, name, price in pence, description. */
export const dairyAndEggs: readonly Row[] = [
  [
    'semi-skimmed-milk',
    'Semi-Skimmed Milk',
    145,
    'Two pints of fresh milk from grass-fed herds, lighter but not thin.',
  ],
  ['whole-milk', 'Whole Milk', 165, 'Full-cream milk in a returnable glass bottle, with the cream on top.'],
  ['salted-butter', 'Salted Butter', 220, 'Churned slowly and salted with sea-salt crystals. 250 g.'],
  ['free-range-eggs', 'Free-Range Eggs', 285, 'A dozen mixed-size eggs from hens with fields to wander in.'],
  ['mature-cheddar', 'Mature Cheddar', 395, 'Aged for fourteen months until it crumbles and bites back.'],
  ['brie', 'Brie', 260, 'Creamy with a bloomy rind; take it out of the fridge an hour before you want it.'],
  ['mozzarella', 'Mozzarella', 135, 'Soft, milky balls in their own brine, for tearing over tomatoes or pizza.'],
  ['natural-yogurt', 'Natural Yogurt', 150, 'Thick live yogurt made from whole milk and nothing else. 500 g.'],
  ['strawberry-yogurt', 'Strawberry Yogurt', 190, 'Four little pots with real fruit at the bottom.'],
  ['double-cream', 'Double Cream', 175, 'Rich enough to stand a spoon in. For pouring, whipping and second helpings.'],
  ['feta', 'Feta', 230, "Brined sheep's-milk cheese: salty, crumbly and very good with watermelon."],
  ['parmesan', 'Parmesan', 480, 'A rough-cut wedge aged for two years. Grate it late and generously.'],
  ['oat-drink', 'Oat Drink', 180, 'Made from gluten-free oats, and smooth enough to froth for coffee.'],
];
