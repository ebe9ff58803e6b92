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

/** Event types that this browser's code can fold. */
const KNOWN = new Set(['BasketOpened', 'BasketClaimed', 'ItemAdd', 'ItemRemove', 'BasketCheckedOut']);

/**
 * Folds a history into its moments.
 * @param entries all of a basket's events, in the order of the log
 */
export function storyOf(entries: readonly HistoryEntry[]): Story {
  const events = entries.filter(({ type }) => KNOWN.has(type)).map((entry) => ({ ...eventOf(entry), entry }));
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

/**
 * What an event says, in words.
 * @param names products by sku: a removal carries no name
 * @param before the basket before the event
 */
export function inWords(event: BasketEvent, names: ReadonlyMap<string, string>, before?: BasketState): string {
  switch (event.type) {
    case 'BasketOpened':
      return 'A basket was taken';
    case 'BasketClaimed':
      return 'The basket became yours when you signed in';
    case 'ItemAdd':
      return `${units(event.data.quantity, event.data.name)} put in at ${formatMoney(event.data.unitPrice)}`;
    case 'ItemRemove': {
      const name = (before && lineOf(before, event.data.sku)?.name) ?? names.get(event.data.sku) ?? event.data.sku;
      const quantity = (before && unitsPutBack(before, event)) || event.data.quantity;
      return `${units(quantity, name)} put back`;
    }
    case 'BasketCheckedOut':
      return `Checked out for ${formatMoney(event.data.total)}`;
  }
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
