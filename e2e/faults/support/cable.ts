import { connect, createServer, type Server, type Socket } from 'node:net';

/** A cable between some clients and a server, which can be cut. */
export interface Cable {
  readonly port: number;
  /** Breaks what is connected, and refuses who tries, until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays a cable to a port of this machine. */
export async function layCable(to: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server: Server = createServer((client) => {
    if (!whole) return void client.destroy();
    const upstream = connect({ port: to, host: '127.0.0.1' });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    port,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      whole = true;
    },
    close: () =>
      new Promise((done) => {
        whole = false;
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
