import type { Row } from '../products.ts';

/** Tins & Jars: sku, name, price in pence, description. */
export const tinsAndJars: readonly Row[] = [
  [
    'baked-beans',
    'Baked Beans',
    90,
    'Haricot beans in a rich tomato sauce. On toast, in a jacket potato, or straight from the pan.',
  ],
  ['tinned-spaghetti', 'Tinned Spaghetti', 85, 'Soft spaghetti in tomato sauce, exactly as you remember it.'],
  [
    'chopped-tomatoes',
    'Chopped Tomatoes',
    75,
    'Italian plum tomatoes, chopped in their own juice: the start of most good dinners.',
  ],
  ['cream-of-tomato-soup', 'Cream of Tomato Soup', 110, 'Smooth, sweet and comforting. Best with bread for dunking.'],
  ['sweetcorn', 'Sweetcorn', 80, 'Crisp kernels in water, without added sugar or salt.'],
  ['chickpeas', 'Chickpeas', 70, 'For hummus, curries and stews. Keep the water: it whips.'],
  ['red-kidney-beans', 'Red Kidney Beans', 75, 'Firm, dark beans that belong in a chilli.'],
  ['coconut-milk', 'Coconut Milk', 135, 'Thick, creamy first pressing for curries and puddings.'],
  ['pineapple-rings', 'Pineapple Rings', 125, 'Sweet rings in juice, for upside-down cakes and arguments about pizza.'],
  ['peach-slices', 'Peach Slices', 120, 'Golden slices in light syrup. Serve with evaporated milk and nostalgia.'],
  ['tuna-chunks', 'Tuna Chunks', 145, 'Pole-and-line caught skipjack in spring water.'],
  ['sardines', 'Sardines in Olive Oil', 155, 'Small fish, big flavour. Mash them on hot toast with lemon.'],
  ['green-olives', 'Green Olives', 240, 'Crisp Spanish olives stuffed with pimento.'],
  ['gherkins', 'Gherkins', 185, 'Crunchy cucumbers in dill vinegar, for burgers and for late at night.'],
  ['basil-pesto', 'Basil Pesto', 215, 'Basil, pine nuts and Parmesan, pounded with good oil.'],
  ['tomato-pasta-sauce', 'Tomato Pasta Sauce', 195, 'Slow-cooked tomatoes with onion and basil. Heat, stir, eat.'],
  ['wholegrain-mustard', 'Wholegrain Mustard', 160, 'Whole seeds in cider vinegar with a gentle burn.'],
  ['tomato-ketchup', 'Tomato Ketchup', 230, 'Thick, tangy and squeezable to the last drop.'],
  ['mayonnaise', 'Mayonnaise', 225, 'Made with free-range eggs and a little lemon.'],
  ['soy-sauce', 'Soy Sauce', 180, 'Naturally brewed from soya beans and wheat for six months.'],
  [
    'extra-virgin-olive-oil',
    'Extra Virgin Olive Oil',
    690,
    'Peppery, green and cold-pressed from a single harvest. 500 ml.',
  ],
  ['balsamic-vinegar', 'Balsamic Vinegar', 385, 'Dark grape must, aged in oak until sweet and sharp.'],
  ['tomato-puree', 'Tomato Puree', 95, 'Double-concentrated tomatoes in a tube that keeps for weeks.'],
];
