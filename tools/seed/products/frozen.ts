import type { Row } from '../products.ts';

/** Frozen: sku, name, price in pence, description. */
export const frozen: readonly Row[] = [
  ['garden-peas', 'Garden Peas', 165, 'Frozen within hours of picking, so they taste of June all year round. 900 g.'],
  [
    'mixed-berries',
    'Mixed Berries',
    290,
    'Strawberries, blueberries and raspberries for smoothies, crumbles and porridge.',
  ],
  ['oven-chips', 'Oven Chips', 210, 'Thick-cut potatoes with a little sunflower oil. Golden in twenty minutes.'],
  ['fish-fingers', 'Fish Fingers', 325, 'Line-caught cod in crisp breadcrumbs. Ten in a box, and never enough.'],
  ['margherita-pizza', 'Margherita Pizza', 375, 'Stone-baked base, San Marzano tomato, mozzarella and basil.'],
  ['vanilla-ice-cream', 'Vanilla Ice Cream', 360, 'Churned with cream, free-range eggs and specks of real vanilla.'],
  ['strawberry-cones', 'Strawberry Cones', 295, 'Four crisp cones filled to the very tip.'],
  ['fruit-lollies', 'Fruit Lollies', 245, 'Orange, lime and strawberry on a stick, made with whole fruit.'],
  ['king-prawns', 'King Prawns', 540, 'Raw, peeled and sustainably farmed. From freezer to pan in a minute.'],
  ['waffles', 'Belgian Waffles', 230, 'Deep-pocketed waffles that go straight into the toaster.'],
  ['ice-cubes', 'Ice Cubes', 100, 'Two kilos of clear ice for parties, picnics and sprained ankles.'],
  [
    'vegetable-pasties',
    'Vegetable Pasties',
    280,
    'Shortcrust pasties with peas, sweetcorn and swede, crimped by hand.',
  ],
];
