import { createHash } from 'node:crypto';
import { basketDecider, type BasketCommand, type BasketState } from '@shop/basket-domain';
import { cloudEvent } from '@shop/log-core';
import type { CloudEvent, OrderContact } from '@shop/topics';
import type { SeedProduct } from '../products.ts';
import { shoppingTimes, timeText } from './calendar.ts';
import { contactFor, demoAccounts, type Person } from './people.ts';
import { idOf, Random } from './random.ts';
import { regretOf, shoppingList } from './taste.ts';

/** How many baskets the demo history has. */
export const BASKETS = 2_000;
/** No basket is open for longer, in minutes. */
const LONGEST_TRIP = 50;
/** The first baskets belong to the demo accounts, this many each, so that they have orders to look at. */
const PER_ACCOUNT = 4;
/** Who writes the demo history. */
export const SOURCE = '/seed';

/** One basket from beginning to end. */
export interface Trip {
  readonly basketId: string;
  /** Its events, in order. */
  readonly events: readonly CloudEvent[];
  /** The basket after them. */
  readonly state: BasketState;
  /** Who the order goes to, if it came to one. */
  readonly contact?: OrderContact;
}

/** A command, and the pause before it in seconds. */
interface Step {
  readonly pause: number;
  readonly command: BasketCommand;
}

/**
 * The baskets of 90 days: guests and users, people who put things back, people who go away. Every event is what the
 * basket's own rules made of a command.
 * @param now the end of the history, in milliseconds since 1970
 */
export function trips(people: readonly Person[], now: number): readonly Trip[] {
  const drawTime = shoppingTimes(now);
  const shoppers = people.filter((person) => !Object.values(demoAccounts).includes(person));
  return Array.from({ length: BASKETS }, (_, i) => {
    const random = new Random(`basket ${i}`);
    return trip(i, whoShops(i, shoppers, random), drawTime(new Random(`time of basket ${i}`), LONGEST_TRIP), random);
  });
}

function whoShops(i: number, shoppers: readonly Person[], random: Random): Person | undefined {
  if (i < PER_ACCOUNT) return demoAccounts.shopper;
  if (isOfDemoAccount(i)) return demoAccounts.vip;
  return random.chance(0.66) ? random.pick(shoppers) : undefined;
}

function isOfDemoAccount(i: number): boolean {
  return i < 2 * PER_ACCOUNT;
}

function trip(i: number, person: Person | undefined, start: number, random: Random): Trip {
  const basketId = idOf('basket', i);
  const orderId = idOf('order', i);
  const guest = createHash('sha256').update(idOf('guest', i)).digest('hex');
  const claimant = person && !isOfDemoAccount(i) && random.chance(0.12) ? person : undefined;
  const leaves = !isOfDemoAccount(i) && random.chance(0.22);
  const list = shoppingList(random, (isOfDemoAccount(i) ? 4 : 1) + random.weighted([8, 14, 18, 17, 14, 11, 5, 3]));
  const steps = plan(random, list, claimant || !person ? guest : person.userId, claimant, leaves ? undefined : orderId);

  const events: CloudEvent[] = [];
  let state = basketDecider.initialState;
  let time = start;
  for (const { pause, command } of steps) {
    const decision = basketDecider.decide(command, state);
    // A basket that everything was put back from is left where it stands.
    if ('refusal' in decision && decision.refusal.code === 'basket.empty') break;
    if ('refusal' in decision)
      throw new Error(`Demo basket ${i}: ${command.type} was refused: ${decision.refusal.code}`);
    time += pause * 1_000;
    for (const event of decision.events) {
      state = basketDecider.evolve(state, event);
      const id = idOf('basket event', i, state.number);
      const actor = event.type === 'BasketClaimed' ? event.data.userId : state.owner;
      const context = { id, source: SOURCE, time: timeText(time), correlationid: idOf('request', id), actor };
      events.push(cloudEvent(event.type, basketId, event.data, context));
    }
  }
  const contact = state.orderId === orderId ? contactFor(orderId, state.owner, person, random) : undefined;
  return { basketId, events, state, ...(contact && { contact }) };
}

/** What somebody does in one visit. Pauses add up to less than the longest trip. */
function plan(
  random: Random,
  list: readonly SeedProduct[],
  owner: string,
  claimant: Person | undefined,
  orderId: string | undefined,
): Step[] {
  const steps: Step[] = [{ pause: 0, command: { type: 'OpenBasket', owner } }];
  const kept: { product: SeedProduct; quantity: number }[] = [];
  for (const product of list) {
    const quantity = 1 + random.weighted([70, 20, 6, 3, 1]);
    steps.push({ pause: random.between(6, 70), command: add(product, quantity) });
    if (random.chance(regretOf(product.sku))) steps.push(...putBack(random, product, quantity));
    else kept.push({ product, quantity });
  }
  const last = kept.at(-1);
  if (last && random.chance(0.18)) {
    steps.push({ pause: random.between(4, 30), command: add(last.product, 1) });
    if (random.chance(0.3)) steps.push({ pause: random.between(4, 30), command: remove(last.product, 1) });
  }
  if (claimant)
    steps.push({ pause: random.between(10, 90), command: { type: 'ClaimBasket', userId: claimant.userId } });
  if (orderId) steps.push({ pause: random.between(20, 240), command: { type: 'CheckOut', orderId } });
  return steps;
}

/** Second thoughts: all of it or one, and now and then a third thought. */
function putBack(random: Random, product: SeedProduct, quantity: number): Step[] {
  const units = random.chance(0.7) ? quantity : 1;
  const back = { pause: random.between(8, 120), command: remove(product, units) };
  return random.chance(0.12) ? [back, { pause: random.between(2, 20), command: add(product, units) }] : [back];
}

function add({ sku, name, price }: SeedProduct, quantity: number): BasketCommand {
  return { type: 'AddItem', sku, name, quantity, unitPrice: price };
}

function remove({ sku }: SeedProduct, quantity: number): BasketCommand {
  return { type: 'RemoveItem', sku, quantity };
}
