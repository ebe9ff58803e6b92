import type { HistoryEntry } from '@shop/api';
import {
  historyOf,
  isGuest,
  lineOf,
  totalOf,
  unitsPutBack,
  whatATableWouldHaveKept,
  type BasketEvent,
  type BasketState,
  type TableView,
} from '@shop/basket-domain';
import { changesOf, formatMoney, type Moment } from '@shop/design-system';

/** One moment of a basket's life: an event, what it says in words, and the basket after it. */
export interface BasketMoment extends Moment {
  readonly entry: HistoryEntry;
  /** The basket after it, folded here by the same code as on the server. */
  readonly state: BasketState;
}

/** A basket's history, told. */
export interface Story {
  readonly moments: readonly BasketMoment[];
  /** What a table would have kept now. */
  readonly table: TableView;
}

/**
 * Folds a history into its moments.
 * @param entries all of a basket's events, in the order of the log
 */
export function storyOf(entries: readonly HistoryEntry[]): Story {
  // A page that is older than the server can't fold what it doesn't know.
  const events = entries
    .filter(({ type }) => Object.hasOwn(words, type))
    .map((entry) => ({ ...eventOf(entry), entry }));
  const steps = historyOf(events);
  const names = new Map(
    events.flatMap(({ type, data }) => (type === 'ItemAdd' ? [[data.sku, data.name] as const] : [])),
  );
  const moments = steps.map(({ number, event, ignored, state }, index) => ({
    number,
    type: event.type,
    time: event.entry.time,
    entry: event.entry,
    words: inWords(event, names, steps[index - 1]?.state),
    ...(ignored && { ignored }),
    changes: changesOf(fieldsOf(steps[index - 1]?.state), fieldsOf(state)),
    state,
  }));
  return { moments, table: whatATableWouldHaveKept(events) };
}

/** What has to be known besides an event to say it in words. */
interface Telling {
  /** Products by sku: a removal carries no name. */
  readonly names: ReadonlyMap<string, string>;
  /** The basket before the event. */
  readonly before?: BasketState;
}

/** What each type of event says, in words. A type that is forgotten here doesn't compile. */
const words: { readonly [T in BasketEvent['type']]: (event: BasketEvent & { type: T }, telling: Telling) => string } = {
  BasketOpened: () => 'A basket was taken',
  BasketClaimed: () => 'The basket became yours when you signed in',
  ItemAdd: ({ data }) => `${units(data.quantity, data.name)} put in at ${formatMoney(data.unitPrice)}`,
  ItemRemove: (event, { names, before }) => {
    const { sku, quantity } = event.data;
    const name = (before && lineOf(before, sku)?.name) ?? names.get(sku) ?? sku;
    return `${units((before && unitsPutBack(before, event)) || quantity, name)} put back`;
  },
  BasketCheckedOut: ({ data }) => `Checked out for ${formatMoney(data.total)}`,
};

/**
 * What an event says, in words.
 * @param names products by sku: a removal carries no name
 * @param before the basket before the event
 */
export function inWords(event: BasketEvent, names: ReadonlyMap<string, string>, before?: BasketState): string {
  const tell = words[event.type] as (event: BasketEvent, telling: Telling) => string;
  return tell(event, { names, before });
}

/** What the basket costs in a state. */
export const totalIn = (state: BasketState) => totalOf(state.lines);

/** History entries have the data that their type says: they were validated before they reached the log. */
function eventOf({ type, data }: HistoryEntry): BasketEvent {
  return { type, data } as BasketEvent;
}

/** A basket as people read it, field by field. */
function fieldsOf(state: BasketState | undefined): Record<string, string> {
  if (!state || state.status === 'absent') return {};
  return {
    Basket: state.status === 'open' ? 'open' : 'checked out',
    Owner: isGuest(state.owner) ? 'a guest' : 'signed in',
    ...Object.fromEntries(state.lines.map((line) => [line.name, `${line.quantity} × ${formatMoney(line.unitPrice)}`])),
    Total: formatMoney(totalOf(state.lines)),
  };
}

const units = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} × ${name}`);
