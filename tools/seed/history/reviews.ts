import { cloudEvent } from '@shop/log-core';
import type { CloudEvent, ReviewPosted } from '@shop/topics';
import { products } from '../products.ts';
import { SOURCE, type Trip } from './baskets.ts';
import { timeText } from './calendar.ts';
import { demoAccounts, type Person } from './people.ts';
import { idOf, Random } from './random.ts';
import { reviewText } from './review-texts.ts';

/** How many reviews the demo history has. */
export const REVIEWS = 300;
/** How many of them are by Platinum customers with a rating below 3: each raises an alert. */
export const UNHAPPY = 12;

const HOUR = 3_600_000;
/** How often each rating is given, from 1 to 5. */
const RATINGS = [5, 7, 14, 29, 45];

interface Purchase {
  readonly person: Person;
  readonly sku: string;
  readonly boughtAt: number;
}

/**
 * The reviews: people write about what they bought, once a product, some days later. The unhappy Platinum customers
 * wrote in the last days, one each.
 * @returns events in the order of their times
 */
export function reviews(
  people: readonly Person[],
  trips: readonly Trip[],
  now: number,
): readonly CloudEvent<'ReviewPosted', ReviewPosted>[] {
  const bought = new Random('reviewers').shuffled(purchases(people, trips));
  const written = new Map<string, CloudEvent<'ReviewPosted', ReviewPosted>>();
  const texts = new Set<string>();
  const write = ({ person, sku }: Omit<Purchase, 'boughtAt'>, rating: number, time: number, random: Random) => {
    const event = review(person, sku, rating, time, random, texts);
    written.set(`${person.userId} ${sku}`, event);
    texts.add(event.data.text);
  };

  for (const [i, person] of unhappyPeople(people).entries()) {
    const random = new Random(`unhappy ${i}`);
    const time = now - Math.floor((2 + i * 19 + random.next() * 12) * HOUR);
    const purchase = bought.find((one) => one.person === person && one.boughtAt < time - 24 * HOUR);
    write(purchase ?? { person, sku: random.pick(products).sku }, 1 + random.weighted([6, 4]), time, random);
  }
  for (const [i, purchase] of bought.entries()) {
    if (written.size === REVIEWS) break;
    const random = new Random(`review ${i}`);
    const time = purchase.boughtAt + Math.floor((20 + random.next() * 240) * HOUR);
    if (time > now || written.has(`${purchase.person.userId} ${purchase.sku}`)) continue;
    const rating = 1 + random.weighted(RATINGS);
    if (purchase.person.loyaltyStatus === 'Platinum' && rating < 3) continue;
    write(purchase, rating, time, random);
  }
  return [...written.values()].sort((a, b) => a.time.localeCompare(b.time));
}

/** Whether a review is one that operations must hear of. */
export function isUnhappy(event: CloudEvent<'ReviewPosted', ReviewPosted>, people: readonly Person[]): boolean {
  const author = people.find(({ userId }) => userId === event.data.userId);
  return event.data.rating < 3 && author?.loyaltyStatus === 'Platinum';
}

/** The Platinum customers who are let down, always the same: not the demo account, whose opinions are the visitor's. */
function unhappyPeople(people: readonly Person[]): readonly Person[] {
  return people.filter((person) => person.loyaltyStatus === 'Platinum' && person !== demoAccounts.vip).slice(-UNHAPPY);
}

/** What users bought, product by product. The Platinum demo account leaves its opinions to the visitor. */
function purchases(people: readonly Person[], trips: readonly Trip[]): Purchase[] {
  const byId = new Map(people.map((person) => [person.userId, person]));
  return trips.flatMap(({ state, events }) => {
    const person = byId.get(state.owner);
    if (state.status !== 'checkedOut' || !person || person === demoAccounts.vip) return [];
    const boughtAt = Date.parse(events.at(-1)?.time ?? '');
    return state.lines.map(({ sku }) => ({ person, sku, boughtAt }));
  });
}

function review(
  { userId }: Person,
  sku: string,
  rating: number,
  time: number,
  random: Random,
  taken: ReadonlySet<string>,
): CloudEvent<'ReviewPosted', ReviewPosted> {
  const product = products.find((one) => one.sku === sku);
  if (!product) throw new Error(`No product "${sku}"`);
  const reviewId = idOf('review', userId, sku);
  let text = reviewText(random, rating, product.name, product.department);
  while (taken.has(text)) text = reviewText(random, rating, product.name, product.department);
  const data = { reviewId, sku, productName: product.name, userId, rating, text };
  const id = idOf('review event', userId, sku);
  const context = { id, source: SOURCE, time: timeText(time), correlationid: idOf('request', id), actor: userId };
  return cloudEvent('ReviewPosted', reviewId, data, context);
}
