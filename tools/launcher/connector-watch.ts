import pg from 'pg';
import type { ConnectClient, Connector } from './connectors.ts';
import { pause } from './processes.ts';

const INTERVAL = 2_000;
const LONGEST_DELAY = 30_000;

/**
 * Looks after connectors: one that failed is started again, after ever longer pauses, and it is said; one that is gone
 * is registered again; a replication slot that PostgreSQL gave up (`max_slot_wal_keep_size`) is dropped, upon which the
 * connector takes a new snapshot.
 */
export class ConnectorWatch {
  private readonly client: ConnectClient;
  private readonly connectors: readonly Connector[];
  private readonly superuserUrl: string;
  private readonly say: (line: string) => void;
  private readonly onRunning: () => Promise<void>;
  private ended = false;

  /**
   * @param superuserUrl drops a lost slot
   * @param say prints a line
   * @param onRunning called each time that a connector is found running after it wasn't; tried again when it throws
   */
  constructor(
    client: ConnectClient,
    connectors: readonly Connector[],
    superuserUrl: string,
    say: (line: string) => void,
    onRunning: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.client = client;
    this.connectors = connectors;
    this.superuserUrl = superuserUrl;
    this.say = say;
    this.onRunning = onRunning;
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
    let seenRunning = false;
    while (!this.ended) {
      await pause(INTERVAL);
      try {
        const { state, reason } = await this.client.state(connector.name);
        if (this.ended) return;
        if (state !== 'RUNNING') seenRunning = false;
        if (state === 'RUNNING') {
          if (troubled) this.say(`Connector ${connector.name} runs again`);
          [troubled, delay] = [false, 0];
          if (!seenRunning) await this.onRunning();
          seenRunning = true;
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
        // Connect itself is away, or what `onRunning` needs: their supervisor deals with that.
        seenRunning = false;
      }
    }
  }

  private async dropLostSlot({ name, config }: Connector): Promise<void> {
    const slot = config['slot.name'];
    const client = new pg.Client({ connectionString: this.superuserUrl });
    await client.connect();
    try {
      const { rowCount } = await client.query(
        `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
         WHERE slot_name = $1 AND wal_status = 'lost' AND NOT active`,
        [slot],
      );
      if (rowCount)
        this.say(`Connector ${name} was away for too long: its replication slot was dropped, rows are read anew`);
    } finally {
      await client.end();
    }
  }
}
