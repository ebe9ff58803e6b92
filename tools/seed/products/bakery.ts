import type { Row } from '../products.ts';

/** Bakery: sku, name, price in pence, description. */
export const bakery: readonly Row[] = [
  ['bread', 'Bread', 125, 'A soft white tin loaf, baked this morning and sliced thick enough for proper toast.'],
  [
    'sourdough-loaf',
    'Sourdough Loaf',
    340,
    'Slow-risen for a day and a night, with a crackling crust and a gently sour crumb.',
  ],
  ['baguettes', 'Baguettes', 180, 'Two crisp French sticks with an airy middle. Best torn by hand on the way home.'],
  [
    'croissants',
    'Butter Croissants',
    265,
    'Four flaky crescents made with real butter; ten minutes in the oven brings them back to life.',
  ],
  ['bagels', 'Sesame Bagels', 155, 'Boiled, then baked, then showered with sesame. Chewy enough to hold any filling.'],
  ['crumpets', 'Crumpets', 95, 'Six crumpets with plenty of holes, because the holes are where the butter goes.'],
  ['burger-buns', 'Brioche Burger Buns', 170, 'Four glossy seeded buns, sturdy enough to survive a good burger.'],
  [
    'naan-breads',
    'Garlic & Coriander Naan',
    160,
    'Two teardrop naans, blistered in a hot oven and flecked with coriander.',
  ],
  [
    'hot-cross-buns',
    'Hot Cross Buns',
    145,
    'Spiced fruit buns with a sticky glaze, sold all year because nobody asked us to stop.',
  ],
  [
    'cream-scones',
    'Cream Scones',
    240,
    'Two tall scones, split and filled with jam and clotted cream. In which order is up to you.',
  ],
  [
    'cinnamon-swirls',
    'Cinnamon Swirls',
    225,
    'Rolled with dark sugar and cinnamon, finished with a slow pour of icing.',
  ],
  [
    'chocolate-muffins',
    'Chocolate Muffins',
    210,
    'Dark, domed and studded with chocolate chunks. Pack of two, in case you share.',
  ],
  ['ring-doughnuts', 'Pink Ring Doughnuts', 195, 'Strawberry-iced rings with sprinkles that get everywhere.'],
  ['soft-pretzels', 'Soft Pretzels', 220, 'Bavarian-style pretzels with a deep brown shine and coarse salt.'],
  ['plain-flour', 'Plain Flour', 110, 'Finely milled British wheat for pastry, sauces and pancakes. 1.5 kg.'],
];
