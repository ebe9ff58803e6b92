import { createHash } from 'node:crypto';
import { basketDecider, type BasketCommand, type BasketState } from '@shop/basket-domain';
import { cloudEvent, eventRecord, type Appender, type NewRecord } from '@shop/log-core';
import { v5, v7 } from 'uuid';

/** How much happened. */
export interface History {
  readonly events: number;
  readonly baskets: number;
  /** How many baskets are open at a time. The fewer, the more events of one basket stand together in a batch. */
  readonly openAtOnce: number;
  /** The number of the first basket, so that another history is about other baskets. Default 0. */
  readonly first?: number;
}

/** Records that are handed to the producer path together. */
const CHUNK = 5_000;
const NAMESPACE = '5f1d3c5e-8c0e-4a7b-8a3b-0d5a2f6f4b11';
const SKUS = 250;

/**
 * Appends a history through the real producer path. Every event goes to a basket drawn at random from those that are
 * open; one that has had its share of events makes way for the next. Opened, adds, removes, and a checkout; every event
 * is what the rules made of a command.
 */
export async function appendHistory(appender: Appender, history: History): Promise<void> {
  const { events, baskets, openAtOnce, first = 0 } = history;
  const draw = lottery(17);
  const share = Math.ceil(events / baskets);
  let opened = 0;
  const open = () => ({ trip: new Trip(first + opened++), left: share });
  const trips = Array.from({ length: Math.min(openAtOnce, baskets) }, open);
  const next = () => {
    const place = draw(trips.length);
    const { trip } = trips[place];
    if (--trips[place].left === 0) {
      if (opened < baskets) trips[place] = open();
      else trips.splice(place, 1);
    }
    return trip.next(draw);
  };
  for (let left = events; left > 0; left -= CHUNK)
    await appender.append(Array.from({ length: Math.min(CHUNK, left) }, next));
}

/** What one shopper does, event by event. */
class Trip {
  private readonly basketId: string;
  private readonly owner: string;
  private state: BasketState = basketDecider.initialState;

  constructor(index: number) {
    this.basketId = v5(`basket ${index}`, NAMESPACE);
    this.owner = createHash('sha256').update(this.basketId).digest('hex');
  }

  next(draw: Draw): NewRecord {
    const decision = basketDecider.decide(this.command(draw), this.state);
    // What is over goes on with events that change nothing: they are in the log of every shop, too.
    const event =
      'events' in decision ? decision.events[0] : { type: 'ItemRemove' as const, data: { sku: 'sku-0', quantity: 1 } };
    this.state = basketDecider.evolve(this.state, event);
    const id = v7();
    return eventRecord(
      'basket_events',
      cloudEvent(event.type, this.basketId, event.data, {
        id,
        source: '/basket-api',
        time: new Date().toISOString(),
        correlationid: id,
        actor: this.owner,
      }),
    );
  }

  private command(draw: Draw): BasketCommand {
    const { status, lines, number } = this.state;
    if (status === 'absent') return { type: 'OpenBasket', owner: this.owner };
    if (lines.length > 0 && draw(5) === 0) return { type: 'RemoveItem', sku: lines[draw(lines.length)].sku };
    if (number >= 9 && lines.length > 0)
      return { type: 'CheckOut', orderId: v5(`order of ${this.basketId}`, NAMESPACE) };
    const sku = draw(SKUS);
    const unitPrice = { amount: 50 + sku * 3, currency: 'GBP' };
    return { type: 'AddItem', sku: `sku-${sku}`, name: `Product number ${sku}`, quantity: 1 + draw(3), unitPrice };
  }
}

type Draw = (below: number) => number;

/** Numbers that look random and are the same each time. Source: the mulberry32 generator by Tommy Ettinger. */
function lottery(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
