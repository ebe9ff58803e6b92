import { isDeepStrictEqual } from 'node:util';
import type { BasketState } from '@shop/basket-domain';
import { Baskets, basketsProjection } from '@shop/basket-projections';
import { temporaryDatabase, type Projection, type ReadModel } from '@shop/log-postgres';
import type { History } from './basket-history.ts';
import { EmmettStore } from './emmett.ts';
import { HistoryLog } from './history-log.ts';
import type { Servers } from './servers.ts';
import { statesProjection } from './states.projection.ts';
import { summarise, type Summary } from './statistics.ts';

/** Events per second of a rebuild, here and in the other library. */
export interface PeerFigures extends History {
  readonly statePerSecond: Summary;
  /** With the journal, which the peer doesn't have. */
  readonly journalPerSecond: Summary;
  readonly peerPerSecond: Summary;
  readonly stateToPeer: Summary;
  readonly journalToPeer: Summary;
  /** What emmett's store took for the history, one event after the other. Not compared. */
  readonly peerAppendsPerSecond: number;
}

/**
 * The same fold by `@event-driven-io/emmett-postgresql`, in turn with ours: a rebuild of the state of every basket from
 * all events, into the same PostgreSQL.
 *
 * What is alike: the events, their order in each basket, `basketDecider.evolve`, one row for each basket, a
 * checkpoint that goes with the rows, an empty table, one process. After each run
 * the states of both are compared, every field of each.
 *
 * What is not, because it is how each of them works:
 * - Theirs reads the events from its event store, which is in PostgreSQL; ours from Kafka. Each has its log, filled
 *   beforehand and not timed; reading is part of a rebuild and timed.
 * - Theirs loads and writes the document and the checkpoint with every event; ours folds a batch and writes each basket
 *   of it once. That is what is measured. Its projector hands over events one by one, whatever the batch.
 * - Ours notices repetitions by event id, and keeps the ids; theirs by position alone. That is to our cost, as is the
 *   journal in the second comparison.
 * - Joining a consumer group is part of our time; a first wait of 100 ms, which can't be set, is part of theirs.
 */
export async function benchPeer(
  servers: Servers,
  history: History,
  rounds: number,
  say: (line: string) => void,
): Promise<PeerFigures> {
  const database = await temporaryDatabase(servers.postgres);
  const log = await HistoryLog.prepare(servers, history, say);
  try {
    const started = performance.now();
    const peer = await EmmettStore.fill(database.url, history);
    const peerAppendsPerSecond = (history.events / (performance.now() - started)) * 1_000;
    say(`the same in emmett's store, ${Math.round(peerAppendsPerSecond).toLocaleString('en')}/s`);
    const turn = async () => {
      const theirs = await peer.rebuild();
      const states = await peer.states();
      if (states.size !== history.baskets) throw new Error(`emmett made ${states.size} of ${history.baskets} baskets.`);
      const ours = (projection: Projection) =>
        log.rebuild(projection, { look: (readModel) => mustHold(readModel, states) });
      return { theirs, state: await ours(statesProjection), journal: await ours(basketsProjection) };
    };
    // What code takes until it is compiled is nobody's figure.
    await turn();
    const results: Awaited<ReturnType<typeof turn>>[] = [];
    for (let round = 1; round <= rounds; round++) {
      const result = await turn();
      results.push(result);
      const whole = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`;
      say(
        `round ${round}: state ${whole(result.state)}, with journal ${whole(result.journal)}, emmett ${whole(result.theirs)}`,
      );
    }
    return {
      ...history,
      statePerSecond: summarise(results.map(({ state }) => state)),
      journalPerSecond: summarise(results.map(({ journal }) => journal)),
      peerPerSecond: summarise(results.map(({ theirs }) => theirs)),
      stateToPeer: summarise(results.map(({ state, theirs }) => state / theirs)),
      journalToPeer: summarise(results.map(({ journal, theirs }) => journal / theirs)),
      peerAppendsPerSecond,
    };
  } finally {
    await log.close();
    await database.drop();
  }
}

/** @throws when the rows hold other baskets than those, or in another state: then the two did not do the same */
async function mustHold(readModel: ReadModel, states: ReadonlyMap<string, BasketState>): Promise<void> {
  const [{ count }] = await readModel.query<{ count: number }>('SELECT count(*)::int AS count FROM $schema.baskets');
  if (count !== states.size) throw new Error(`${count} baskets here, ${states.size} by emmett.`);
  const baskets = new Baskets(readModel);
  await Promise.all(
    Array.from(states, async ([id, theirs]) => {
      const ours = (await baskets.find(id))?.state;
      if (!isDeepStrictEqual(ours, theirs))
        throw new Error(`Basket ${id} is ${JSON.stringify(ours)} here, ${JSON.stringify(theirs)} by emmett.`);
    }),
  );
}
