import type { Basket, HistoryEntry, Page } from '@shop/api';
import { absentBasket, foldBasket, MAX_EVENTS, totalOf, type BasketEvent, type BasketState } from '@shop/basket-domain';
import { countAt, type Refusal } from '@shop/log-core';
import { CursorCodec, cursorPart, Gathering, type ReadModel } from '@shop/log-postgres';
import type { BasketEventData, Position } from '@shop/topics';
import { stateOf, type BasketRow } from './basket-row.js';

/** A basket that was opened, with its state for decisions. */
export interface StoredBasket {
  readonly basketId: string;
  readonly state: BasketState;
  /** Where its last event stands. */
  readonly position: Position;
}

/** What became of an event of a basket. */
export interface Outcome {
  readonly event: { readonly id: string; readonly type: string; readonly number: number };
  readonly basketId: string;
  readonly time: string;
  readonly data: unknown;
  readonly position: Position;
  readonly requestHash?: string;
  readonly ignored?: Refusal;
  /** The basket after that event, whatever happened to it since. */
  readonly after: StoredBasket;
}

/** What became of a checkout. */
export interface CheckoutOutcome {
  readonly basketId: string;
  /** Who owned the basket; a claim is not possible after the checkout. */
  readonly owner: string;
  readonly data: BasketEventData['BasketCheckedOut'];
  readonly position: Position;
  /** Whether it closed the basket, rather than being ignored. */
  readonly effective: boolean;
}

interface Located {
  readonly log_partition: number;
  readonly log_offset: number;
}
interface JournalRow extends Located {
  readonly basket_id: string;
  readonly number: number;
  readonly event_id: string;
  readonly type: string;
  readonly time: string;
  readonly data: unknown;
  readonly request_hash: string | null;
  readonly ignored: Refusal | null;
}
interface OutcomeRow extends JournalRow {
  /** The basket, if nothing happened to it since. */
  readonly basket: (BasketRow & Located) | null;
}

const BASKET = 'basket_id, status, owner, lines, currency, number, order_id, log_partition, log_offset';
const ENTRY = 'basket_id, number, event_id, type, time, data, log_partition, log_offset, request_hash, ignored';

/** The last number that a row can have. */
const LAST_NUMBER = 2_147_483_647;
/** Of a basket's journal what a state comes from, and so a bounded number: after the limit, one claim and one checkout at most take effect. */
const COUNTS = `(j.number < ${MAX_EVENTS} OR j.ignored IS NULL)`;

const inOrder = new CursorCodec(cursorPart.integer);

/** Asks the baskets and their journal. Every method throws `DatabaseAway` when the database is. */
export class Baskets {
  private readonly baskets = new Gathering((ids) => this.findAll(ids));
  private readonly outcomes = new Gathering((ids) => this.outcomesOf(ids));

  constructor(readonly readModel: ReadModel) {}

  /** A basket as it is now; undefined if none was opened with this id. */
  find(basketId: string): Promise<StoredBasket | undefined> {
    return this.baskets.find(basketId);
  }

  /** The open basket of any of these owners that something happened to last. */
  async current(owners: readonly string[]): Promise<StoredBasket | undefined> {
    const rows = await this.readModel.query<BasketRow & Located>(
      `SELECT ${BASKET} FROM $schema.baskets WHERE owner = ANY($1::text[]) AND status = 'open'
       ORDER BY changed_at DESC, basket_id LIMIT 1`,
      [owners],
    );
    return rows[0] && stored(rows[0]);
  }

  /** The basket whose checkout caused an order. */
  async ofOrder(orderId: string): Promise<StoredBasket | undefined> {
    const rows = await this.readModel.query<BasketRow & Located>(
      `SELECT ${BASKET} FROM $schema.baskets WHERE order_id = $1`,
      [orderId],
    );
    return rows[0] && stored(rows[0]);
  }

  /**
   * A basket as it was.
   * @param at the number of an event (`3`), or a time (RFC 3339): the longest prefix without a later event counts
   * @returns undefined when there was no basket then, or is no such number yet
   */
  async findAt(basketId: string, at: string): Promise<StoredBasket | undefined> {
    const number = /^\d+$/.test(at) ? Number(at) : undefined;
    const journal = await this.journal(basketId, Math.min(number ?? LAST_NUMBER, LAST_NUMBER));
    const times = journal.map(({ time }) => time);
    const count =
      number === undefined ? countAt(times, at) : journal[journal.length - 1]?.number === number && journal.length;
    if (!count) return undefined;
    const basket = folded(journal.slice(0, count));
    return basket.state.status === 'absent' ? undefined : basket;
  }

  /**
   * What happened to a basket, from number 0 on.
   * @throws InvalidCursor
   */
  async history(
    basketId: string,
    { cursor, limit = 24 }: { cursor?: string; limit?: number },
  ): Promise<Page<HistoryEntry>> {
    const [after] = inOrder.read(cursor);
    const rows = await this.readModel.query<JournalRow>(
      `SELECT ${ENTRY} FROM $schema.journal WHERE basket_id = $1 AND ($2::bigint IS NULL OR number > $2::bigint) ORDER BY number LIMIT $3`,
      [basketId, after, limit + 1],
    );
    const items = rows.slice(0, limit).map(historyEntry);
    return { items, nextCursor: rows.length > limit ? inOrder.write(items[items.length - 1].number) : null };
  }

  /** Everything that is held of an owner's baskets, the oldest first: all that happened to each, up to the limit of events. */
  async heldOf(owner: string): Promise<{ basketId: string; status: string; events: HistoryEntry[] }[]> {
    const rows = await this.readModel.query<JournalRow & { status: string }>(
      `SELECT j.*, b.status FROM $schema.journal j JOIN $schema.baskets b USING (basket_id) WHERE b.owner = $1 AND ${COUNTS}
       ORDER BY basket_id, number`,
      [owner],
    );
    const baskets = new Map<string, { basketId: string; status: string; events: HistoryEntry[] }>();
    for (const row of rows) {
      const basket = baskets.get(row.basket_id) ?? { basketId: row.basket_id, status: row.status, events: [] };
      basket.events.push(historyEntry(row));
      baskets.set(row.basket_id, basket);
    }
    return [...baskets.values()];
  }

  /** What became of an event; undefined while it is not applied. */
  outcome(eventId: string): Promise<Outcome | undefined> {
    return this.outcomes.find(eventId);
  }

  /**
   * What became of checkouts.
   * @param eventIds ids of `BasketCheckedOut` events
   * @returns by event id; one that is not applied is missing
   */
  async checkouts(eventIds: readonly string[]): Promise<Map<string, CheckoutOutcome>> {
    const rows = await this.readModel.query<JournalRow & { owner: string }>(
      `SELECT j.*, b.owner FROM $schema.journal j JOIN $schema.baskets b USING (basket_id)
       WHERE event_id = ANY($1::text[])`,
      [eventIds],
    );
    return new Map(
      rows.map((row) => [
        row.event_id,
        {
          basketId: row.basket_id,
          owner: row.owner,
          data: row.data as BasketEventData['BasketCheckedOut'],
          position: positionOf(row),
          effective: row.ignored === null,
        },
      ]),
    );
  }

  private async findAll(ids: readonly string[]): Promise<Map<string, StoredBasket>> {
    const rows = await this.readModel.query<BasketRow & Located>(
      `SELECT ${BASKET} FROM $schema.baskets WHERE basket_id = ANY($1::text[]) AND status <> 'absent'`,
      [ids],
    );
    return new Map(rows.map((row) => [row.basket_id, stored(row)]));
  }

  private async outcomesOf(eventIds: readonly string[]): Promise<Map<string, Outcome>> {
    const rows = await this.readModel.query<OutcomeRow>(
      `SELECT ${ENTRY},
         (SELECT row_to_json(b) FROM $schema.baskets b WHERE b.basket_id = j.basket_id AND b.number = j.number) AS basket
       FROM $schema.journal j WHERE event_id = ANY($1::text[])`,
      [eventIds],
    );
    return new Map(await Promise.all(rows.map(async (row) => [row.event_id, await this.outcomeIn(row)] as const)));
  }

  private async outcomeIn(row: OutcomeRow): Promise<Outcome> {
    return {
      event: { id: row.event_id, type: row.type, number: row.number },
      basketId: row.basket_id,
      time: row.time,
      data: row.data,
      position: positionOf(row),
      ...(row.request_hash !== null && { requestHash: row.request_hash }),
      ...(row.ignored && { ignored: row.ignored }),
      // Something happened to the basket since: the state after this event comes from the journal.
      after: row.basket ? stored(row.basket) : folded(await this.journal(row.basket_id, row.number)),
    };
  }

  /** The journal up to a number, and what has it, as far as it makes the state. What was ignored comes without its data. */
  private journal(basketId: string, upTo: number): Promise<JournalRow[]> {
    return this.readModel.query<JournalRow>(
      `SELECT basket_id, number, event_id, type, time, CASE WHEN ignored IS NULL THEN data END AS data,
         log_partition, log_offset, request_hash, ignored
       FROM $schema.journal j WHERE basket_id = $1 AND number <= $2 AND (${COUNTS} OR number = $2) ORDER BY number`,
      [basketId, upTo],
    );
  }
}

/** A basket as the interface shows it. */
export function basketView({ basketId, state, position }: StoredBasket): Basket {
  return {
    basketId,
    status: state.status === 'checkedOut' ? 'checkedOut' : 'open',
    lines: [...state.lines],
    total: totalOf(state.lines),
    eventCount: state.number,
    position,
  };
}

function stored(row: BasketRow & Located): StoredBasket {
  return { basketId: row.basket_id, state: stateOf(row), position: positionOf(row) };
}

function folded(journal: readonly JournalRow[]): StoredBasket {
  const last = journal[journal.length - 1];
  let state = absentBasket;
  for (const { type, data, ignored, number } of journal)
    // What is in the journal was valid by the schema of its topic.
    if (!ignored) state = foldBasket([{ type, data } as BasketEvent], { ...state, number: number - 1 });
  return { basketId: last.basket_id, state: { ...state, number: last.number }, position: positionOf(last) };
}

function historyEntry(row: JournalRow): HistoryEntry {
  const { number, event_id: id, type, time, data, ignored } = row;
  return { number, id, type, time, data, position: positionOf(row), ...(ignored && { ignored }) };
}

function positionOf({ log_partition: partition, log_offset: offset }: Located): Position {
  return { topic: 'basket_events', partition, offset: String(offset) };
}
