import type { Department } from '../products.ts';
import type { Random } from './random.ts';

/** What people say first, by rating. `{}` stands for the product. */
const openings: Readonly<Record<number, readonly string[]>> = {
  5: [
    '{}: cannot fault it.',
    'Best {} I have had in years.',
    'This has become a staple in our house.',
    'Bought it on a whim and ordered two more the same week.',
    'Exactly what it should be.',
    'My neighbour told me about this one and she was right.',
    'Five stars, and I do not give those easily.',
    'Oh, this is good.',
    'Converted the whole family in one sitting.',
    'I have tried them all, and this is the one.',
  ],
  4: [
    'Very good, and nearly perfect.',
    'Solid choice for the price.',
    'Really enjoyed this.',
    'Better than I expected.',
    'Good quality, would happily buy again.',
    'Dependable, every time.',
    'We get through this quickly.',
    'Happy with it.',
  ],
  3: [
    'Decent, nothing more.',
    'It does the job.',
    'Fine, but I have had better.',
    'Not bad. Not memorable either.',
    'Middling, if I am honest.',
    '{}: all right.',
  ],
  2: [
    'Disappointing this time.',
    'I wanted to like this more than I did.',
    'Not up to the usual standard.',
    'The description promised more than this.',
    'Hmm. Two stars because the delivery was friendly.',
    'Below what I have come to expect here.',
  ],
  1: [
    'Sorry, but no.',
    'Straight into the bin.',
    'What happened to the {}?',
    'I have ordered here for years and never had this.',
    'Very unhappy with this one.',
    'Would give zero if I could.',
  ],
};

/** What is good about things of a department. */
const praise: Readonly<Record<Department, readonly string[]>> = {
  Bakery: [
    'Still soft two days later.',
    'Toasts beautifully.',
    'You can smell that it was baked this morning.',
    'Great crust.',
  ],
  Breakfast: [
    'Keeps me full until lunch.',
    'The children finished the lot.',
    'Not too sweet, which is rare.',
    'Made Monday bearable.',
  ],
  'Dairy & Eggs': [
    'Rich and fresh, with a long date on it.',
    'Tastes like it came from a proper farm.',
    'Lovely texture.',
    'Perfect on toast.',
  ],
  Drinks: [
    'Refreshing and not sugary.',
    'Goes down a treat with friends.',
    'Lovely flavour, hot or cold.',
    'The cupboard is never without it.',
  ],
  Frozen: [
    'Straight from the freezer and ready in no time.',
    'You would not know it was frozen.',
    'A lifesaver on busy evenings.',
    'Crisp, as promised.',
  ],
  Fruit: [
    'Ripe on the day and sweet as anything.',
    'Not a bruise on it.',
    'Juicy and full of flavour.',
    'Lasted the week in the bowl.',
  ],
  'Herbs & Spices': [
    'The smell alone is worth it.',
    'A pinch goes a long way.',
    'Fresh and fragrant.',
    'Transformed a dull stew.',
  ],
  Household: [
    'Does what it says and lasts.',
    'Good value for the size.',
    'Gentle on the hands.',
    'No fuss, no streaks.',
  ],
  'Pasta & Rice': ['Holds its bite.', 'Takes sauce brilliantly.', 'Never clumps.', 'Tuesday night is sorted.'],
  'Snacks & Sweets': [
    'Gone before the film started.',
    'Dangerously moreish.',
    'Had to hide the second pack.',
    'Just the right crunch.',
  ],
  'Tins & Jars': [
    'Always one in the cupboard.',
    'Proper flavour, not just salt.',
    'Saved dinner more than once.',
    'On toast, with pepper: heaven.',
  ],
  Vegetables: [
    'Crisp and clearly just picked.',
    'Roasted it with oil and salt, superb.',
    'Full of flavour.',
    'Kept well in the drawer.',
  ],
};

/** What goes wrong with things of a department. */
const complaints: Readonly<Record<Department, readonly string[]>> = {
  Bakery: [
    'It arrived squashed flat.',
    'Stale by the evening.',
    'There was mould on the underside.',
    'Dry all the way through.',
  ],
  Breakfast: [
    'The packet was half empty.',
    'Far too sweet for me.',
    'The seal was broken when it came.',
    'It went soft within a minute.',
  ],
  'Dairy & Eggs': [
    'The date was tomorrow.',
    'It had leaked over everything in the bag.',
    'It had turned already.',
    'Watery, with no flavour.',
  ],
  Drinks: ['Completely flat.', 'The lid leaked over the rest of my shopping.', 'Tasted of nothing.', 'Far too bitter.'],
  Frozen: [
    'It had thawed and refrozen into one lump.',
    'More ice than food.',
    'Soggy however long it was cooked.',
    'Nothing like the picture.',
  ],
  Fruit: [
    'Hard as a stone, then rotten: no day in between.',
    'Half of it was bruised.',
    'No flavour at all.',
    'Mouldy at the bottom of the punnet.',
  ],
  'Herbs & Spices': [
    'Wilted before I had unpacked it.',
    'No smell and no taste.',
    'Mostly stalks.',
    'The jar was open.',
  ],
  Household: [
    'It fell apart on first use.',
    'The scent gave me a headache.',
    'Leaked all over the bag.',
    'Thinner than it used to be.',
  ],
  'Pasta & Rice': [
    'It turned to mush in minutes.',
    'The bag was split.',
    'Full of broken pieces.',
    'Gluey, whatever I do.',
  ],
  'Snacks & Sweets': [
    'Mostly crumbs by the time it got here.',
    'Stale and chewy.',
    'The bag is full of air.',
    'Much too salty.',
  ],
  'Tins & Jars': [
    'The tin was badly dented.',
    'More sauce than anything else.',
    'Far too salty now.',
    'The lid did not pop: not sealed.',
  ],
  Vegetables: [
    'Limp and yellow on arrival.',
    'Slimy at the bottom of the bag.',
    'Half the weight that I paid for.',
    'Soft, with brown spots.',
  ],
};

/** What is neither good nor bad about anything. */
const quibbles = [
  'A bit dear for what it is.',
  'Smaller than I remember.',
  'The packaging could be better.',
  'I preferred it before.',
  'My mother makes a better one.',
];

const goodEndings = [
  'Will buy again.',
  'Recommended.',
  'Please never stop selling it.',
  'Worth every penny.',
  'Already back in my basket.',
  'Thank you!',
  '',
  '',
  '',
];
const mildEndings = [
  'I may try another next time.',
  'It was cheap enough.',
  'Not sure I will buy it again.',
  'Ask me again after the next one.',
  '',
  '',
];
const badEndings = [
  'I expect better as a loyal customer.',
  'Please sort this out.',
  'I would like my money back.',
  'Somebody should check these before they are packed.',
  'Will not be ordering it again.',
  'Such a shame.',
  '',
];

/** What somebody writes about a product. */
export function reviewText(random: Random, rating: number, name: string, department: Department): string {
  const subject = name.toLowerCase();
  const opening = random.pick(openings[rating] ?? []);
  const first = opening.startsWith('{}') ? opening.replace('{}', name) : opening.replace('{}', subject);
  const lukewarm = random.chance(0.4) ? praise[department] : quibbles;
  const remark = random.pick(rating > 3 ? praise[department] : rating === 3 ? lukewarm : complaints[department]);
  const ending = random.pick(rating > 3 ? goodEndings : rating === 3 ? mildEndings : badEndings);
  const parts = random.chance(0.12) ? [first] : random.chance(0.2) ? [remark, ending] : [first, remark, ending];
  return parts.filter((part) => part !== '').join(' ');
}
