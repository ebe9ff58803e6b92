import type { Row } from '../products.ts';

/** Snacks & Sweets: sku, name, price in pence, description. */
export const snacksAndSweets: readonly Row[] = [
  ['ready-salted-crisps', 'Ready Salted Crisps', 135, 'Thin potatoes, hot oil, sea salt. There is no improving it.'],
  ['tortilla-chips', 'Tortilla Chips', 165, 'Stone-ground corn triangles, built for dipping.'],
  ['popcorn', 'Sweet & Salty Popcorn', 150, 'Popped in small batches, for when you cannot choose.'],
  ['milk-chocolate', 'Milk Chocolate', 140, 'A creamy 40% cocoa bar with a heart in the middle.'],
  [
    'chocolate-chip-cookies',
    'Chocolate Chip Cookies',
    195,
    'Crisp outside and chewy within, with chunks rather than chips.',
  ],
  ['shortbread', 'Shortbread Fingers', 230, 'All butter and not at all modest about it.'],
  ['custard-creams', 'Custard Creams', 80, 'Two biscuits, one vanilla filling, a national treasure.'],
  ['jelly-bears', 'Jelly Bears', 125, 'Strawberry, apple and lemon bears made with fruit juice.'],
  ['mixed-nuts', 'Mixed Nuts', 340, 'Almonds, cashews and hazelnuts, dry-roasted and lightly salted.'],
  ['fruit-drops', 'Fruit Drops', 115, "Boiled sweets in twists of paper, as kept in grandmothers' handbags."],
  ['liquorice-allsorts', 'Liquorice Allsorts', 135, 'Coconut, aniseed and liquorice in every shape a sweet can have.'],
  ['marshmallows', 'Marshmallows', 120, 'Pink and white, for toasting, floating and throwing.'],
  ['rice-cakes', 'Rice Cakes', 110, 'Light, crunchy and in urgent need of peanut butter.'],
  ['after-dinner-mints', 'After-Dinner Mints', 285, 'Thin dark-chocolate squares with a cool centre.'],
];
