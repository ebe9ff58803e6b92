import type { BasketEventData, Line } from '@shop/topics';
import { never, type Decider, type Decision, type Refusal } from '@shop/log-core';
import type { BasketCommand } from './basket.commands.js';
import type { BasketEvent } from './basket.events.js';
import {
  firstBroken,
  hasLine,
  isDecidedOnLastEvent,
  isNotEmpty,
  isOpen,
  isUnclaimed,
  keepsAmountExact,
  keepsEventsWithinLimit,
  keepsLineWithinLimit,
  keepsOneCurrency,
  keepsProductsWithinLimit,
  opensOnce,
  statesTheBasket,
} from './basket.rules.js';
import { absentBasket, lineOf, totalOf, type BasketState } from './basket.state.js';

/**
 * The rules of a basket. A command is held to the same rules as the event it leads to, so that what was decided on the
 * last state takes effect, and what raced past a check is ignored with the same code.
 */
export const basketDecider: Decider<BasketCommand, BasketEvent, BasketState> = {
  initialState: absentBasket,

  decide(command, state) {
    switch (command.type) {
      case 'OpenBasket':
        return accept(state, { type: 'BasketOpened', data: { owner: command.owner } });
      case 'ClaimBasket':
        return accept(state, { type: 'BasketClaimed', data: { userId: command.userId } });
      case 'AddItem': {
        const { sku, name, quantity, unitPrice } = command;
        return accept(state, { type: 'ItemAdd', data: { sku, name, quantity, unitPrice } });
      }
      case 'RemoveItem': {
        const there = lineOf(state, command.sku)?.quantity ?? 1;
        const quantity = Math.min(command.quantity ?? there, there);
        return accept(state, { type: 'ItemRemove', data: { sku: command.sku, quantity } });
      }
      case 'CheckOut': {
        const { lines, number: basis } = state;
        const data = { orderId: command.orderId, basis, lines: [...lines], total: totalOf(lines) };
        return accept(state, { type: 'BasketCheckedOut', data });
      }
      default:
        return never(command);
    }
  },

  evolve(state, event) {
    const number = state.number + 1;
    if (ignored(state, event)) return { ...state, number };
    switch (event.type) {
      case 'BasketOpened':
        return { status: 'open', owner: event.data.owner, lines: [], number };
      case 'BasketClaimed':
        return { ...state, owner: event.data.userId, number };
      case 'ItemAdd':
        return { ...state, lines: withAdded(state.lines, event.data), number };
      case 'ItemRemove':
        return { ...state, lines: withRemoved(state.lines, event.data), number };
      case 'BasketCheckedOut':
        return { ...state, status: 'checkedOut', orderId: event.data.orderId, number };
      default:
        return never(event);
    }
  },

  ignored,
};

/** Why an event changes nothing in a state, or undefined when it takes effect. */
function ignored(state: BasketState, event: BasketEvent): Refusal | undefined {
  switch (event.type) {
    case 'BasketOpened':
      return opensOnce(state, event.data);
    case 'BasketClaimed':
      return firstBroken([isOpen, isUnclaimed], state, event.data);
    case 'ItemAdd':
      return firstBroken(
        [
          isOpen,
          keepsEventsWithinLimit,
          keepsOneCurrency,
          keepsLineWithinLimit,
          keepsProductsWithinLimit,
          keepsAmountExact,
        ],
        state,
        event.data,
      );
    case 'ItemRemove':
      return firstBroken([isOpen, keepsEventsWithinLimit, hasLine], state, event.data);
    case 'BasketCheckedOut':
      return firstBroken([isOpen, isDecidedOnLastEvent, isNotEmpty, statesTheBasket], state, event.data);
    default:
      return never(event);
  }
}

function accept(state: BasketState, event: BasketEvent): Decision<BasketEvent> {
  const refusal = ignored(state, event);
  return refusal ? { refusal } : { events: [event] };
}

/** The last `ItemAdd` of a product sets the name and price of the whole line. */
function withAdded(lines: readonly Line[], item: BasketEventData['ItemAdd']): Line[] {
  const there = lines.find((line) => line.sku === item.sku);
  const changed = lineFrom(item, (there?.quantity ?? 0) + item.quantity);
  return there ? lines.map((line) => (line === there ? changed : line)) : [...lines, changed];
}

/** Takes away at most what is there. */
function withRemoved(lines: readonly Line[], { sku, quantity }: BasketEventData['ItemRemove']): Line[] {
  return lines.flatMap((line) => {
    if (line.sku !== sku) return [line];
    return line.quantity > quantity ? [lineFrom(line, line.quantity - quantity)] : [];
  });
}

function lineFrom({ sku, name, unitPrice }: Pick<Line, 'sku' | 'name' | 'unitPrice'>, quantity: number): Line {
  return {
    sku,
    name,
    quantity,
    unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
    lineTotal: { amount: unitPrice.amount * quantity, currency: unitPrice.currency },
  };
}
