import type { Row } from '../products.ts';

/** Pasta & Rice: sku, name, price in pence, description. */
export const pastaAndRice: readonly Row[] = [
  ['spaghetti', 'Spaghetti', 115, 'Bronze-cut durum wheat, rough enough to hold a sauce. 500 g.'],
  ['penne', 'Penne', 115, 'Ridged quills for bakes and arrabbiata. 500 g.'],
  ['fusilli', 'Fusilli', 115, 'Tight corkscrews that pick up every bit of pesto.'],
  ['farfalle', 'Farfalle', 130, 'Little bow ties, smart enough for a salad.'],
  ['lasagne-sheets', 'Lasagne Sheets', 140, 'No need to boil them first: layer, pour, bake.'],
  ['basmati-rice', 'Basmati Rice', 320, 'Long, fragrant grains from the foothills of the Himalayas. 2 kg sack.'],
  ['risotto-rice', 'Risotto Rice', 255, 'Plump carnaroli that rewards twenty minutes of stirring.'],
  ['egg-noodles', 'Egg Noodles', 125, 'Springy nests that are ready in four minutes.'],
  ['ramen-noodles', 'Ramen Noodles', 185, 'A miso broth with noodles; add an egg and call it dinner.'],
  ['couscous', 'Couscous', 135, 'Ready as soon as the kettle is. Fluff it with a fork.'],
  ['red-lentils', 'Red Lentils', 150, 'They need no soaking and turn into dal in half an hour.'],
  ['gnocchi', 'Potato Gnocchi', 170, 'Pillowy dumplings that float when they are done.'],
];
