import type { Row } from '../products.ts';

/** Herbs & Spices: sku, name, price in pence, description. */
export const herbsAndSpices: readonly Row[] = [
  ['basil-plant', 'Basil Plant', 150, 'A living pot for the windowsill. Pinch from the top and it keeps coming.'],
  ['fresh-mint', 'Fresh Mint', 150, 'A pot of garden mint for tea, peas and new potatoes.'],
  ['rosemary', 'Rosemary', 90, 'Woody sprigs for roasting, tied with string.'],
  ['flat-leaf-parsley', 'Flat-Leaf Parsley', 85, 'A big, bright bunch that makes everything look finished.'],
  ['garlic', 'Garlic', 70, 'A fat bulb with a purple blush. Use twice what the recipe says.'],
  ['root-ginger', 'Root Ginger', 65, 'Knobbly, juicy and hot. Keep it in the freezer and grate it from there.'],
  ['red-chillies', 'Red Chillies', 80, 'Two long chillies with a friendly heat.'],
  ['black-peppercorns', 'Black Peppercorns', 265, 'Whole Tellicherry peppercorns in a refillable wooden mill.'],
  ['sea-salt', 'Sea Salt', 195, 'Hand-harvested flakes that crackle between your fingers.'],
  ['smoked-paprika', 'Smoked Paprika', 175, 'Oak-smoked peppers from La Vera, sweet rather than hot.'],
  ['ground-turmeric', 'Ground Turmeric', 140, 'Earthy and golden. It stains, and it is worth it.'],
  ['cinnamon-sticks', 'Cinnamon Sticks', 160, 'Curled bark for stews, rice and mulled things.'],
  ['bay-leaves', 'Bay Leaves', 110, 'Dried slowly in the dark. One leaf per pot; do remember to take it out.'],
];
