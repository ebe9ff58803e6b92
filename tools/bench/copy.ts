import type { Submittable } from 'pg';
import type pg from 'pg';

/** What `pg` has on its connections, but not in its types. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One COPY as a query of `pg`: its own queries take no data. */
class Copy implements Submittable {
  readonly chunks: Buffer[] = [];
  private readonly text: string;
  private readonly input: readonly Buffer[];
  private readonly settle: (error: Error | undefined) => void;
  private connection?: CopyConnection;
  private failure?: Error;

  constructor(text: string, input: readonly Buffer[], settle: (error: Error | undefined) => void) {
    this.text = text;
    this.input = input;
    this.settle = settle;
  }

  submit(connection: unknown): void {
    this.connection = connection as CopyConnection;
    this.connection.query(this.text);
  }

  handleCopyInResponse(): void {
    for (const chunk of this.input) this.connection?.sendCopyFromChunk(chunk);
    this.connection?.endCopyFrom();
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.chunks.push(Buffer.from(chunk));
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.failure = error;
    this.settle(error);
  }

  handleReadyForQuery(): void {
    this.settle(this.failure);
  }
}

/** Runs a `COPY ... TO STDOUT`. @returns what came, in pieces of about 64 KB */
export async function copyOut(client: pg.Client, text: string): Promise<Buffer[]> {
  const chunks = await copy(client, text, []);
  const pieces: Buffer[] = [];
  for (let at = 0; at < chunks.length; at += 200) pieces.push(Buffer.concat(chunks.slice(at, at + 200)));
  return pieces;
}

/** Runs a `COPY ... FROM STDIN`. */
export async function copyIn(client: pg.Client, text: string, pieces: readonly Buffer[]): Promise<void> {
  await copy(client, text, pieces);
}

function copy(client: pg.Client, text: string, input: readonly Buffer[]): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const query: Copy = new Copy(text, input, (error) => (error ? reject(error) : resolve(query.chunks)));
    client.query(query);
  });
}
