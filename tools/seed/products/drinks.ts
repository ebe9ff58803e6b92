import type { Row } from '../products.ts';

/** Drinks: sku, name, price in pence, description. */
export const drinks: readonly Row[] = [
  ['orange-juice', 'Orange Juice', 210, 'Squeezed, never from concentrate, with juicy bits left in. One litre.'],
  ['apple-juice', 'Apple Juice', 195, 'Cloudy juice pressed from English eating apples, including the wonky ones.'],
  ['sparkling-water', 'Sparkling Water', 75, 'Spring water with a lively fizz. 750 ml.'],
  ['cola', 'Cola', 85, 'Cold, brown and bubbly, as it should be. 330 ml can.'],
  ['lemonade', 'Cloudy Lemonade', 245, 'Sicilian lemons, sugar and bubbles in a swing-top bottle.'],
  ['ginger-beer', 'Ginger Beer', 170, 'Brewed with root ginger until it tickles the back of your throat.'],
  ['tonic-water', 'Tonic Water', 110, 'Crisp, bitter and dry, with a twist of lime.'],
  ['breakfast-tea', 'Breakfast Tea', 260, 'Eighty bags of a brisk Assam and Kenyan blend that can stand up to milk.'],
  ['green-tea', 'Green Tea', 295, 'Whole leaves, grassy and light. Give it two minutes, not three.'],
  [
    'ground-coffee',
    'Ground Coffee',
    475,
    'A medium roast with notes of cocoa and hazelnut, ground for filter and cafetiere.',
  ],
  ['instant-coffee', 'Instant Coffee', 390, 'Freeze-dried arabica for mornings when the cafetiere is too far away.'],
  ['hot-chocolate', 'Hot Chocolate', 310, 'Flaked chocolate that melts into warm milk. Marshmallows are not optional.'],
  [
    'elderflower-cordial',
    'Elderflower Cordial',
    325,
    'Early-summer blossom in a bottle; add water, or something stronger.',
  ],
  ['red-wine', 'Red Wine', 850, 'A soft, plummy red for weeknights and casseroles. 75 cl.'],
  ['pale-ale', 'Pale Ale', 235, 'Hoppy and golden with a grapefruit finish. 500 ml.'],
  [
    'smoothie',
    'Berry Smoothie',
    260,
    'Strawberries, blueberries and blackberries, crushed and bottled with nothing added.',
  ],
];
