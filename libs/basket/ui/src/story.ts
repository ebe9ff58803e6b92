import type { HistoryEntry } from '@shop/api';
import {
  historyOf,
  lineOf,
  totalOf,
  unitsPutBack,
  whatATableWouldHaveKept,
  type BasketEvent,
  type BasketState,
  type TableView,
} from '@shop/basket-domain';
import { formatMoney } from '@shop/design-system';
import type { Refusal } from '@shop/log-core';

/** One moment of a basket's life: an event, what it says in words, and the basket after it. */
export interface Moment {
  /** `BasketOpened` is number 0. */
  readonly number: number;
  readonly entry: HistoryEntry;
  readonly words: string;
  /** Why it changed nothing, if it didn't. */
  readonly ignored?: Refusal;
  /** The basket after it, folded here by the same code as on the server. */
  readonly state: BasketState;
}

/** A basket's history, told. */
export interface Story {
  readonly moments: readonly Moment[];
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
    entry: event.entry,
    words: inWords(event, names, steps[index - 1]?.state),
    ...(ignored && { ignored }),
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

/** The moment that an address asks for: `at` clamped to what there is; the last one without. */
export function momentAt(moments: readonly Moment[], at: number | undefined): Moment | undefined {
  return at === undefined ? moments.at(-1) : moments[Math.min(Math.max(at, 0), moments.length - 1)];
}

/** Reads `?at=3` of an address; undefined for anything that isn't an event number. */
export function parseAt(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** What the basket costs in a state. */
export const totalIn = (state: BasketState) => totalOf(state.lines);

/** History entries have the data that their type says: they were validated before they reached the log. */
function eventOf({ type, data }: HistoryEntry): BasketEvent {
  return { type, data } as BasketEvent;
}

const units = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} × ${name}`);
