import type { Row } from '../products.ts';

/** Vegetables: sku, name, price in pence, description. */
export const vegetables: readonly Row[] = [
  ['carrots', 'Carrots', 75, 'A bunch with the tops on, sweet enough to eat raw.'],
  ['potatoes', 'Maris Piper Potatoes', 160, 'Fluffy all-rounders for roasting, mashing and chipping. 2 kg.'],
  ['vine-tomatoes', 'Vine Tomatoes', 170, 'Ripened on the vine, and they smell like it.'],
  ['cucumber', 'Cucumber', 80, 'Cool, crunchy and mostly water, in the best way.'],
  ['red-peppers', 'Red Peppers', 145, 'Sweet, thick-walled peppers for roasting and stuffing. Pack of two.'],
  ['broccoli', 'Broccoli', 85, 'A tight, dark-green head. Mind you do not overcook it.'],
  ['cauliflower', 'Cauliflower', 110, 'Snow-white curds in a jacket of leaves that are good to eat too.'],
  ['red-onions', 'Red Onions', 95, 'Mild and colourful; quick to pickle and slow to caramelise.'],
  ['spring-onions', 'Spring Onions', 65, 'A bunch to scatter over everything.'],
  ['mushrooms', 'Chestnut Mushrooms', 125, 'Nutty, firm and closed-cup. 300 g.'],
  ['aubergine', 'Aubergine', 90, 'Glossy and deep purple, waiting for the grill.'],
  ['corn-on-the-cob', 'Corn on the Cob', 115, 'Two sweet cobs in their husks. Butter them well.'],
  ['leeks', 'Leeks', 130, 'Two slim leeks, well rinsed, for soups and pies.'],
  ['lettuce', 'Butterhead Lettuce', 85, 'Soft, buttery leaves around a crisp heart.'],
  ['butternut-squash', 'Butternut Squash', 160, 'Dense, sweet flesh under a skin that keeps for months.'],
  ['beetroot', 'Beetroot', 120, 'Earthy and sweet, with leaves that cook like spinach.'],
  ['asparagus', 'Asparagus', 290, 'British spears, picked by hand in a short season.'],
  ['radishes', 'Radishes', 75, 'Peppery, pink and crunchy. Try them with butter and salt.'],
  ['peas-in-the-pod', 'Peas in the Pod', 180, 'For shelling on the doorstep. Allow extra for eating on the way.'],
];
