import pg from 'pg';

/** The channel on which every committed batch is told. */
export const PROGRESS_CHANNEL = 'read_model_progress';

/** What one committed batch says: this generation of this read model has passed everything before `next`. */
export interface Progress {
  readonly readModel: string;
  readonly generation: number;
  readonly topic: string;
  readonly partition: number;
  /** The offset after the last one applied. */
  readonly next: number;
}

/** Who wants to hear of progress. */
export interface ProgressObserver {
  progressed(progress: Progress): void;
  /** Connected, for the first time or again: notifications may have been missed before. */
  connected(): void;
}

/** How long to wait before connecting again, in milliseconds. */
const BACK_OFF = { first: 100, most: 2_000 };

/** One `LISTEN` connection for all read models of a process. It connects when somebody observes, and reconnects for ever. */
export class ProgressListener {
  private readonly observers = new Set<ProgressObserver>();
  private client?: pg.Client;
  private retry?: NodeJS.Timeout;
  private delay = BACK_OFF.first;
  private closed = false;

  constructor(
    private readonly config: pg.ClientConfig,
    private readonly onTrouble: (error: Error) => void,
  ) {}

  /** Whether notifications arrive now. */
  listening = false;

  /** @returns a function that ends it */
  observe(observer: ProgressObserver): () => void {
    this.observers.add(observer);
    if (this.listening) observer.connected();
    else if (!this.client && !this.retry) this.connect();
    return () => this.observers.delete(observer);
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.closed = true;
    this.listening = false;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => {});
  }

  private connect(): void {
    if (this.closed) return;
    this.retry = undefined;
    const client = new pg.Client(this.config);
    this.client = client;
    client.on('notification', ({ payload }) => this.told(payload));
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client));
    client
      .connect()
      .then(() => client.query(`LISTEN ${PROGRESS_CHANNEL}`))
      .then(() => this.ready(client))
      .catch((error: Error) => this.lost(client, error));
  }

  private ready(client: pg.Client): void {
    if (this.client !== client) return;
    this.delay = BACK_OFF.first;
    this.listening = true;
    for (const observer of this.observers) observer.connected();
  }

  private lost(client: pg.Client, error?: Error): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.listening = false;
    if (this.closed) return;
    if (error) this.onTrouble(error);
    client.end().catch(() => {});
    this.retry = setTimeout(() => this.connect(), this.delay).unref();
    this.delay = Math.min(this.delay * 2, BACK_OFF.most);
  }

  private told(payload: string | undefined): void {
    if (!payload) return;
    const progress = JSON.parse(payload) as Progress;
    for (const observer of this.observers) observer.progressed(progress);
  }
}
