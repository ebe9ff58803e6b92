import type { ClientBase, Submittable } from 'pg';

/** What `pg` has on its connections for COPY, but not in its types. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/**
 * Runs a `COPY ... FROM STDIN`. Source of the protocol: PostgreSQL documentation, 54.2.6 "COPY Operations".
 * @param pieces the data, cut anywhere
 */
export function copyIn(client: ClientBase, text: string, pieces: Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, pieces, (error) => (error ? reject(error) : resolve())));
  });
}

/** A COPY as a query of `pg`, whose own queries take no data. */
class CopyIn implements Submittable {
  private failure?: Error;

  constructor(
    private readonly text: string,
    private readonly pieces: Iterable<Buffer>,
    /** Called once; `pg` puts one around it that ends its `query_timeout`. */
    private readonly callback: (error?: Error) => void,
  ) {}

  submit(connection: unknown): void {
    (connection as CopyConnection).query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    try {
      for (const piece of this.pieces) connection.sendCopyFromChunk(piece);
      connection.endCopyFrom();
    } catch (error) {
      this.failure = error as Error;
      connection.sendCopyFail('The data could not be made');
    }
  }

  handleCommandComplete(): void {
    // What counts is that the connection is ready again.
  }

  handleError(error: Error): void {
    this.failure ??= error;
    this.callback(this.failure);
  }

  handleReadyForQuery(): void {
    if (!this.failure) this.callback();
  }
}

/** About what goes into one message, in characters. */
const PIECE = 64 * 1024;
const SPECIAL = /[\\\n\r\t]/;

/**
 * Rows in the text format of COPY, in pieces that are made when they are sent.
 * @param json whether a column's values are to be stringified, in the order of a row's values
 */
export function* copyText(
  rows: readonly (readonly unknown[])[],
  json: readonly boolean[],
): Generator<Buffer, void, undefined> {
  let text = '';
  for (const row of rows) {
    for (let index = 0; index < row.length; index++) {
      const field = fieldOf(row[index], json[index]);
      text += index === 0 ? field : `\t${field}`;
    }
    text += '\n';
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}

function fieldOf(value: unknown, json: boolean): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  const text = json ? JSON.stringify(value) : String(value);
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, escaped) : text;
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : character === '\r' ? '\\r' : character === '\t' ? '\\t' : '\\\\';
}
