import { connect, type Socket } from 'node:net';

/** A connection that takes 1 KB every 10 ms: nothing is ever quiet on it, and a large answer takes for ever. */
export function slowReader(port: number): Socket {
  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer: Buffer.alloc(1_024),
      callback: () => {
        setTimeout(() => socket.resume(), 10).unref();
        return false;
      },
    },
  });
  return socket.on('error', () => undefined);
}
