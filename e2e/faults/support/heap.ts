import { setTimeout } from 'node:timers/promises';
import type { Shop } from '../../src/support/shop.ts';
import { until } from '../../../tools/testing/until.ts';

/**
 * What a service keeps on its heap after a garbage collection, in MB. Its inspector is opened by a signal, on a free
 * port (`NODE_OPTIONS` of the suite says so), asked to collect, and stays open for the next time.
 */
export async function heapAfterCollection(shop: Shop, name: string): Promise<number> {
  process.kill(shop.process(name).pid, 'SIGUSR1');
  const inspector = await until(`${name} to open its inspector`, () => {
    const said = shop.logs().get(`${name}.log`) ?? '';
    // The last one: those before were other processes.
    const url = [...said.matchAll(/Debugger listening on (ws:\/\/127\.0\.0\.1:\S+)/g)].at(-1)?.[1];
    return url === undefined ? undefined : connected(url);
  });
  try {
    // Twice: what finalisers let go is collected by the second.
    for (let n = 0; n < 2; n++) {
      await ask(inspector, 'HeapProfiler.collectGarbage');
      await setTimeout(0);
    }
    const { usedSize } = (await ask(inspector, 'Runtime.getHeapUsage')) as { usedSize: number };
    return Math.round(usedSize / 1_000_000);
  } finally {
    inspector.close();
  }
}

/** A connection to an inspector; undefined when nobody is there any more. */
function connected(url: string): Promise<WebSocket | undefined> {
  const socket = new WebSocket(url);
  return new Promise((done) => {
    socket.addEventListener('open', () => done(socket));
    socket.addEventListener('error', () => done(undefined));
  });
}

let asked = 0;

function ask(inspector: WebSocket, method: string): Promise<unknown> {
  const id = ++asked;
  return new Promise((done) => {
    const hear = ({ data }: MessageEvent) => {
      const answer = JSON.parse(String(data)) as { id?: number; result?: unknown };
      if (answer.id !== id) return;
      inspector.removeEventListener('message', hear);
      done(answer.result);
    };
    inspector.addEventListener('message', hear);
    inspector.send(JSON.stringify({ id, method }));
  });
}
