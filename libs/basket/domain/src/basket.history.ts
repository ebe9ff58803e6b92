import type { BasketEventData, Line } from '@shop/topics';
import { fold, stepsOf, type HistoryStep } from '@shop/log-core';
import { basketDecider } from './basket.decider.js';
import type { BasketEvent } from './basket.events.js';
import { lineOf, type BasketState } from './basket.state.js';

/** The state that events lead to, from the beginning or from a given state. */
export function foldBasket(events: Iterable<BasketEvent>, from?: BasketState): BasketState {
  return fold(basketDecider, events, from);
}

/** Numbers events, in the order of the log, and tells which were ignored and what the basket was after each. */
export function historyOf<Event extends BasketEvent>(events: Iterable<Event>): HistoryStep<Event, BasketState>[] {
  return stepsOf(basketDecider, events);
}

/** Units of a product. */
export interface Units {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
}

/** What a table would have kept of a basket, and what it would have forgotten. */
export interface TableView {
  /** One row a product: all that a table holds. */
  readonly kept: readonly Line[];
  /** What was put in and put back: only the history knows. */
  readonly forgotten: readonly Units[];
}

/** Compares the history with the row that an UPDATE in place would have left. */
export function whatATableWouldHaveKept(events: Iterable<BasketEvent>): TableView {
  const forgotten = new Map<string, Units>();
  let state = basketDecider.initialState;
  for (const event of events) {
    if (event.type === 'ItemRemove') {
      const { sku } = event.data;
      const quantity = unitsPutBack(state, event);
      const before = forgotten.get(sku);
      const name = lineOf(state, sku)?.name ?? sku;
      if (quantity > 0) forgotten.set(sku, { sku, name, quantity: quantity + (before?.quantity ?? 0) });
    }
    state = basketDecider.evolve(state, event);
  }
  return { kept: state.lines, forgotten: [...forgotten.values()] };
}

/** How many units a removal takes out of a state: none when it is ignored, at most what is there. */
export function unitsPutBack(
  before: BasketState,
  removal: { readonly type: 'ItemRemove'; readonly data: BasketEventData['ItemRemove'] },
): number {
  if (basketDecider.ignored(before, removal)) return 0;
  return Math.min(removal.data.quantity, lineOf(before, removal.data.sku)?.quantity ?? 0);
}
