import type { Row } from '../products.ts';

/** Fruit: sku, name, price in pence, description. */
export const fruit: readonly Row[] = [
  ['apples', 'Red Apples', 190, 'Crisp, sweet and a little sharp. Six to a bag.'],
  ['pears', 'Conference Pears', 205, 'Slender pears that ripen on the windowsill; try the neck with a thumb.'],
  ['bananas', 'Bananas', 95, 'A fairtrade bunch, picked green and sold yellow.'],
  ['oranges', 'Oranges', 225, 'Heavy with juice and easy to peel. Five in a net.'],
  ['lemons', 'Lemons', 120, 'Unwaxed, so the zest is as useful as the juice.'],
  ['limes', 'Limes', 110, 'Small, sharp and fragrant, for curries and for cocktails.'],
  ['strawberries', 'Strawberries', 275, 'Ripened on the plant and picked in the morning. 400 g.'],
  ['raspberries', 'Raspberries', 250, 'Soft and tart, packed in a single layer so that none is squashed.'],
  ['blueberries', 'Blueberries', 240, 'Plump berries with a bloom, sweet enough to eat like sweets.'],
  ['grapes', 'Red Grapes', 260, 'Seedless, crisp and best from the fridge. 500 g.'],
  ['cherries', 'Cherries', 350, 'Dark, glossy pairs with their stalks on.'],
  ['peaches', 'Peaches', 230, 'White-fleshed and dripping. Eat them over the sink.'],
  ['plums', 'Plums', 185, 'Sweet under a tart skin; they make a fine crumble too.'],
  ['pineapple', 'Pineapple', 165, 'Ready when a leaf pulls out easily. It always takes longer to cut than you think.'],
  ['watermelon', 'Watermelon', 320, 'A cool, sweet wedge of summer with all its pips.'],
  ['kiwi', 'Kiwi Fruit', 130, 'Six fuzzy fruits with more vitamin C than they let on.'],
  ['mango', 'Mango', 145, 'Fragrant, honeyed and properly ripe, which is rarer than it should be.'],
  ['avocados', 'Avocados', 175, "Two, ready to eat today. Tomorrow is somebody else's problem."],
];
