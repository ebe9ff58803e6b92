import pg from 'pg';
import type { ConnectClient, Connector } from './connectors.ts';
import { pause } from './processes.ts';

const INTERVAL = 2_000;
const LONGEST_DELAY = 30_000;

/**
 * Looks after connectors: one that failed is started again, after ever longer pauses, and it is said; one that is gone
 * is registered again; a replication slot that PostgreSQL gave up (`max_slot_wal_keep_size`) is dropped, upon which the
 * connector takes a new snapshot. Each time that it streams again it is told, by the one who streams: a restart between two
 * looks shows in no state.
 */
export class ConnectorWatch {
  private readonly client: ConnectClient;
  private readonly connectors: readonly Connector[];
  private readonly superuserUrl: string;
  private readonly say: (line: string) => void;
  private readonly onStreaming: () => Promise<void>;
  private ended = false;

  /**
   * @param superuserUrl drops a lost slot
   * @param say prints a line
   * @param onStreaming called each time that a connector has begun to stream changes; tried again when it throws
   */
  constructor(
    client: ConnectClient,
    connectors: readonly Connector[],
    superuserUrl: string,
    say: (line: string) => void,
    onStreaming: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.client = client;
    this.connectors = connectors;
    this.superuserUrl = superuserUrl;
    this.say = say;
    this.onStreaming = onStreaming;
  }

  /** Looks until `end` is called. */
  async run(): Promise<void> {
    await Promise.all(this.connectors.map((connector) => this.watch(connector)));
  }

  /** Looks no more. */
  end(): void {
    this.ended = true;
  }

  private async watch(connector: Connector): Promise<void> {
    let delay = 0;
    let troubled = false;
    let told: string | undefined;
    while (!this.ended) {
      await pause(INTERVAL);
      try {
        const { state, reason } = await this.client.state(connector.name);
        if (this.ended) return;
        if (state === 'RUNNING') {
          if (troubled) this.say(`Connector ${connector.name} runs again`);
          [troubled, delay] = [false, 0];
          const stream = await this.streamOf(connector);
          if (stream === undefined || stream === told) continue;
          await this.onStreaming();
          told = stream;
        } else if (state === 'FAILED') {
          troubled = true;
          this.say(`Connector ${connector.name} failed (${reason ?? 'no reason given'}); started again`);
          await this.dropLostSlot(connector);
          await this.client.restart(connector.name);
          await pause(delay);
          delay = Math.min(LONGEST_DELAY, delay ? delay * 2 : 1_000);
        } else if (state === 'ABSENT') {
          troubled = true;
          this.say(`Connector ${connector.name} is gone; registered again`);
          await this.client.apply(connector);
        }
      } catch {
        // Connect itself is away, or PostgreSQL, or what `onStreaming` needs: their supervisor deals with that.
      }
    }
  }

  /** Names the connection that streams the changes of a connector; undefined while none does, in a snapshot for one. */
  private async streamOf({ config }: Connector): Promise<string | undefined> {
    const { rows } = await this.ask(
      `SELECT pid || ' since ' || backend_start AS stream FROM pg_stat_activity
       JOIN pg_replication_slots ON active_pid = pid WHERE slot_name = $1`,
      [config['slot.name']],
    );
    return rows[0]?.['stream'] as string | undefined;
  }

  private async dropLostSlot({ name, config }: Connector): Promise<void> {
    const { rowCount } = await this.ask(
      `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
       WHERE slot_name = $1 AND wal_status = 'lost' AND NOT active`,
      [config['slot.name']],
    );
    if (rowCount)
      this.say(`Connector ${name} was away for too long: its replication slot was dropped, rows are read anew`);
  }

  private async ask(text: string, values: unknown[]): Promise<pg.QueryResult<Record<string, unknown>>> {
    const client = new pg.Client({ connectionString: this.superuserUrl });
    // PostgreSQL may be killed while it is asked.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(text, values);
    } finally {
      await client.end();
    }
  }
}
