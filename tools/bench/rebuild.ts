import { randomUUID } from 'node:crypto';
import { basketDecider, type BasketEvent, type BasketState } from '@shop/basket-domain';
import { basketsProjection } from '@shop/basket-projections';
import { temporaryDatabase, type Projection } from '@shop/log-postgres';
import kafkajs from 'kafkajs';
import pg from 'pg';
import type { History } from './basket-history.ts';
import { copyIn, copyOut } from './copy.ts';
import { HistoryLog } from './history-log.ts';
import type { Servers } from './servers.ts';
import { statesProjection } from './states.projection.ts';
import { summarise, type Summary } from './statistics.ts';
import { unguardedSink } from './unguarded-sink.ts';

/** Events per second of a rebuild, and how it compares, round by round. */
export interface RebuildFigures extends History {
  readonly perSecond: Summary;
  /** Where all baskets are open at once. */
  readonly allOpenPerSecond: Summary;
  readonly statePerSecond: Summary;
  readonly oneByOnePerSecond: Summary;
  readonly barePerSecond: Summary;
  /** Against one transaction per event. */
  readonly toOneByOne: Summary;
  /** Its time against a bare consume of the records and COPY of the final rows. */
  readonly timeToBare: Summary;
  /** What checkpoint, notification and the check for duplicates take of the throughput: 0.1 is a tenth. */
  readonly guardShare: Summary;
}

/** So few, because each is a transaction; so many, that not all of them open baskets. */
const ONE_BY_ONE = 20_000;

/**
 * Builds the baskets and their journal from the log as a start with an empty database does: the one reader, the one
 * sink, the real projection. Interleaved with the state alone, with one transaction per event, and with the least that
 * could be done: consuming the records without looking at them, and a COPY of the rows they come to.
 */
export async function benchRebuild(
  servers: Servers,
  history: History,
  rounds: number,
  say: (line: string) => void,
): Promise<RebuildFigures> {
  const bench = await RebuildBench.prepare(servers, history, say);
  const allOpen = await HistoryLog.prepare(servers, { ...history, openAtOnce: history.baskets }, say);
  try {
    await bench.keepRows();
    const results: Record<'ours' | 'allOpen' | 'state' | 'one' | 'bare' | 'unguarded', number>[] = [];
    for (let round = 1; round <= rounds; round++) {
      const result = {
        ours: await bench.log.rebuild(basketsProjection),
        allOpen: await allOpen.rebuild(basketsProjection),
        state: await bench.log.rebuild(statesProjection),
        one: await bench.oneByOne(),
        bare: await bench.bare(),
        unguarded: await bench.log.rebuild(basketsProjection, { sink: unguardedSink }),
      };
      results.push(result);
      const whole = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`;
      say(
        `round ${round}: rebuild ${whole(result.ours)}, all open ${whole(result.allOpen)}, state alone ${whole(result.state)}, one transaction per event ${whole(result.one)}, bare ${whole(result.bare)}`,
      );
    }
    return {
      ...history,
      perSecond: summarise(results.map(({ ours }) => ours)),
      allOpenPerSecond: summarise(results.map(({ allOpen }) => allOpen)),
      statePerSecond: summarise(results.map(({ state }) => state)),
      oneByOnePerSecond: summarise(results.map(({ one }) => one)),
      barePerSecond: summarise(results.map(({ bare }) => bare)),
      toOneByOne: summarise(results.map(({ ours, one }) => ours / one)),
      timeToBare: summarise(results.map(({ ours, bare }) => bare / ours)),
      guardShare: summarise(results.map(({ ours, unguarded }) => 1 - ours / unguarded)),
    };
  } finally {
    await bench.log.close();
    await allOpen.close();
  }
}

/** A history in a log, and other ways to read it. */
class RebuildBench {
  readonly log: HistoryLog;
  private readonly servers: Servers;
  private readonly history: History;
  private rows?: { baskets: Buffer[]; journal: Buffer[] };

  private constructor(servers: Servers, history: History, log: HistoryLog) {
    this.servers = servers;
    this.history = history;
    this.log = log;
  }

  static async prepare(servers: Servers, history: History, say: (line: string) => void): Promise<RebuildBench> {
    return new RebuildBench(servers, history, await HistoryLog.prepare(servers, history, say));
  }

  /** Rebuilds once, and keeps the rows for `bare`. */
  async keepRows(): Promise<void> {
    await this.log.rebuild(basketsProjection, {
      look: async (_readModel, url) => {
        this.rows = await this.dump(url);
      },
    });
  }

  /** One transaction for each event, durable, as a first version of a consumer is often written. */
  async oneByOne(): Promise<number> {
    const temporary = await temporaryDatabase(this.servers.postgres);
    const client = new pg.Client({ connectionString: temporary.url });
    await client.connect();
    try {
      await client.query(tablesOf(basketsProjection));
      await client.query('CREATE TABLE bench.checkpoints (partition integer PRIMARY KEY, next_offset bigint)');
      let left = ONE_BY_ONE;
      // From the first record on: a rebuild of a million hardly feels that its group has to form, this would.
      let started = 0;
      await this.consume(async ({ batch, resolveOffset }) => {
        started ||= performance.now();
        for (const { offset, value } of batch.messages) {
          if (left-- <= 0) return false;
          const event = JSON.parse(String(value)) as Envelope;
          await applyOne(client, event, batch.partition, offset);
          resolveOffset(offset);
        }
        return true;
      });
      return (ONE_BY_ONE / (performance.now() - started)) * 1_000;
    } finally {
      await client.end();
      await temporary.drop();
    }
  }

  /** The records, not looked at; then the rows, not made. */
  async bare(): Promise<number> {
    if (!this.rows) throw new Error('Rebuild first: its rows are copied here.');
    const temporary = await temporaryDatabase(this.servers.postgres);
    const client = new pg.Client({ connectionString: temporary.url });
    await client.connect();
    try {
      await client.query(tablesOf(basketsProjection));
      await client.query('SET synchronous_commit = off');
      let left = this.history.events;
      const started = performance.now();
      await this.consume(async ({ batch }) => (left -= batch.messages.length) > 0);
      await copyIn(client, 'COPY bench.baskets FROM STDIN', this.rows.baskets);
      await copyIn(client, 'COPY bench.journal FROM STDIN', this.rows.journal);
      return (this.history.events / (performance.now() - started)) * 1_000;
    } finally {
      await client.end();
      await temporary.drop();
    }
  }

  /** Reads batches with kafkajs until `take` says that it is enough. */
  private async consume(take: (payload: kafkajs.EachBatchPayload) => Promise<boolean>): Promise<void> {
    const client = new kafkajs.Kafka({
      brokers: [this.servers.kafka],
      clientId: 'bench',
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const consumer = client.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 250 });
    await consumer.connect();
    await consumer.subscribe({ topics: [this.log.topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({ autoCommit: false, eachBatch: async (payload) => void ((await take(payload)) || resolve()) })
        .catch(reject);
    });
    await consumer.disconnect();
  }

  private async dump(url: string): Promise<{ baskets: Buffer[]; journal: Buffer[] }> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const [baskets, journal] = [
      await copyOut(client, 'COPY baskets_1.baskets TO STDOUT'),
      await copyOut(client, 'COPY baskets_1.journal TO STDOUT'),
    ];
    await client.end();
    return { baskets, journal };
  }
}

interface Envelope {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly time: string;
  readonly data: unknown;
}

/** A projection's own tables and indexes, in the schema `bench`. */
function tablesOf({ tables }: Projection): string {
  return `CREATE SCHEMA bench; ${tables.replaceAll('$schema', 'bench')}`;
}

async function applyOne(client: pg.Client, event: Envelope, partition: number, offset: string): Promise<void> {
  const { subject, id, type, time, data } = event;
  await client.query('BEGIN');
  const { rows } = await client.query(
    'SELECT status, owner, lines, number, order_id AS "orderId" FROM bench.baskets WHERE basket_id = $1',
    [subject],
  );
  const before = (rows[0] as BasketState | undefined) ?? basketDecider.initialState;
  const ignored = basketDecider.ignored(before, event as unknown as BasketEvent);
  const after = basketDecider.evolve(before, event as unknown as BasketEvent);
  await client.query(
    `INSERT INTO bench.baskets (basket_id, status, owner, lines, number, order_id, changed_at, log_partition, log_offset)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (basket_id) DO UPDATE SET
       status = excluded.status, owner = excluded.owner, lines = excluded.lines, number = excluded.number,
       order_id = excluded.order_id, changed_at = excluded.changed_at, log_offset = excluded.log_offset`,
    [
      subject,
      after.status,
      after.owner,
      JSON.stringify(after.lines),
      after.number,
      after.orderId,
      time,
      partition,
      offset,
    ],
  );
  await client.query(
    'INSERT INTO bench.journal VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9) ON CONFLICT DO NOTHING',
    [
      subject,
      after.number,
      id,
      type,
      time,
      JSON.stringify(data),
      partition,
      offset,
      ignored ? JSON.stringify(ignored) : null,
    ],
  );
  await client.query(
    `INSERT INTO bench.checkpoints VALUES ($1, $2) ON CONFLICT (partition) DO UPDATE SET next_offset = excluded.next_offset`,
    [partition, Number(offset) + 1],
  );
  await client.query('COMMIT');
}
