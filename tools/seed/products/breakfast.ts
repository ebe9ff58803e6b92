import type { Row } from '../products.ts';

/** Breakfast: sku, name, price in pence, description. */
export const breakfast: readonly Row[] = [
  [
    'porridge-oats',
    'Porridge Oats',
    185,
    'Rolled whole oats that cook in three minutes and keep you going until lunch. 1 kg.',
  ],
  ['corn-flakes', 'Corn Flakes', 240, 'Golden toasted flakes that stay crisp just long enough. 500 g.'],
  [
    'granola',
    'Honey & Nut Granola',
    345,
    'Oats baked in honey with almonds, pecans and dried cranberries, in generous clusters.',
  ],
  [
    'fruit-muesli',
    'Fruit Muesli',
    310,
    'Unsweetened flakes with strawberries, blueberries and raisins. Good with milk, better with yogurt.',
  ],
  ['wheat-biscuits', 'Wheat Biscuits', 215, 'Wholewheat biscuits, and nothing else to speak of. 24 in a box.'],
  ['strawberry-jam', 'Strawberry Jam', 225, 'Boiled in small pans with whole berries and a squeeze of lemon.'],
  ['honey', 'Wildflower Honey', 430, "Runny honey from hedgerow and meadow, with a dipper's worth of sunshine in it."],
  ['orange-marmalade', 'Orange Marmalade', 235, 'Thick-cut Seville peel in a jelly that is properly bitter.'],
  ['peanut-butter', 'Crunchy Peanut Butter', 275, 'Roasted peanuts, a pinch of salt and no palm oil. Stir before use.'],
  [
    'chocolate-spread',
    'Hazelnut Chocolate Spread',
    320,
    'Cocoa and roasted hazelnuts, whipped smooth. Hide it behind the marmalade.',
  ],
  [
    'maple-syrup',
    'Maple Syrup',
    590,
    'Dark, robust syrup tapped in early spring. A little goes a long way over pancakes.',
  ],
  ['pancake-mix', 'Pancake Mix', 165, 'Just add milk and an egg for a stack of twelve fluffy pancakes.'],
  ['yeast-extract', 'Yeast Extract', 290, 'Dark, salty and divisive. Spread thinly, or not at all.'],
];
