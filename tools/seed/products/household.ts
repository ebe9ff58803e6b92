import type { Row } from '../products.ts';

/** Household: sku, name, price in pence, description. */
export const household: readonly Row[] = [
  ['kitchen-roll', 'Kitchen Roll', 180, 'Two thick rolls for spills, drips and disasters.'],
  ['toilet-tissue', 'Toilet Tissue', 375, 'Nine soft, recycled rolls. Buy them before you need them.'],
  ['washing-up-liquid', 'Washing-Up Liquid', 130, 'Cuts grease and is kind to hands. Apple-scented.'],
  ['laundry-liquid', 'Laundry Liquid', 550, 'Forty washes at thirty degrees, in a bottle you can refill.'],
  ['bin-bags', 'Bin Bags', 210, 'Twenty strong bags with a drawstring, made from recycled plastic.'],
  ['sponges', 'Scrubbing Sponges', 115, 'One side for pans, the other for plates. Pack of four.'],
  ['bar-of-soap', 'Bar of Soap', 95, 'A triple-milled rose bar that lasts and lasts.'],
  ['toothpaste', 'Mint Toothpaste', 225, 'Fresh mint and fluoride, with a brush thrown in.'],
  ['shampoo', 'Lavender Shampoo', 310, 'Gentle enough for every day, in a pump bottle for slippery hands.'],
  ['safety-matches', 'Safety Matches', 60, 'Strike on the box, away from the curtains.'],
  ['cooking-foil', 'Cooking Foil', 245, 'Ten metres of foil strong enough for a roast.'],
  ['light-bulbs', 'Light Bulbs', 420, 'Two warm-white LED bulbs that should outlast the lamp.'],
  ['kitchen-cleaner', 'Kitchen Cleaner', 195, 'A citrus spray for worktops, hobs and sticky fingerprints.'],
  ['rubber-gloves', 'Rubber Gloves', 140, 'A pink pair with long cuffs and a good grip.'],
];
