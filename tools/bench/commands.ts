import { Agent, request } from 'node:http';
import { summarise, type Summary } from './statistics.ts';

/** Basket commands over HTTP, acked and applied, against a POST that does nothing. */
export interface CommandFigures {
  readonly commandsPerSecond: Summary;
  readonly emptyPerSecond: Summary;
  /** Commands against empty POSTs, in the same round. */
  readonly toEmpty: Summary;
  /** Time from request to answer of commands, in milliseconds. */
  readonly p50: Summary;
  readonly p99: Summary;
}

/** Two origins that differ in what stands behind the same gateway. */
export interface CommandTargets {
  /** The shop. */
  readonly shop: string;
  /** A gateway before a process that answers every command with nothing. */
  readonly empty: string;
  /** Products to put in. */
  readonly skus: readonly string[];
}

const CONNECTIONS = 64;
/** Each connection puts things into its own baskets in turn. */
const BASKETS = 4;
const SECONDS = 5;
/** Until what runs often is compiled, in five processes: after a start, commands get quicker by a third. */
const WARM_UP_SECONDS = 20;

interface Basket {
  readonly path: string;
  readonly cookie: string;
}

/**
 * Puts things into 256 baskets over 64 connections, for 5 seconds a round, in turn with the same requests answered by
 * nothing, after 20 seconds of each. Only 201 counts: appended, acknowledged and applied to the read model.
 */
export async function benchCommands(
  targets: CommandTargets,
  rounds: number,
  say: (line: string) => void,
): Promise<CommandFigures> {
  await load(targets.shop, targets.skus, WARM_UP_SECONDS);
  await load(targets.empty, targets.skus, WARM_UP_SECONDS);
  const results: { shop: Load; empty: Load }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const result = { shop: await load(targets.shop, targets.skus), empty: await load(targets.empty, targets.skus) };
    results.push(result);
    const { shop, empty } = result;
    say(
      `round ${round}: basket commands ${Math.round(shop.perSecond)}/s (p50 ${shop.p50} ms, p99 ${shop.p99} ms), empty POST ${Math.round(empty.perSecond)}/s`,
    );
  }
  return {
    commandsPerSecond: summarise(results.map(({ shop }) => shop.perSecond)),
    emptyPerSecond: summarise(results.map(({ empty }) => empty.perSecond)),
    toEmpty: summarise(results.map(({ shop, empty }) => shop.perSecond / empty.perSecond)),
    p50: summarise(results.map(({ shop }) => shop.p50)),
    p99: summarise(results.map(({ shop }) => shop.p99)),
  };
}

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function load(origin: string, skus: readonly string[], seconds = SECONDS): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  try {
    const baskets = await Promise.all(Array.from({ length: CONNECTIONS * BASKETS }, () => open(origin, agent)));
    const started = performance.now();
    const shop = async (mine: readonly Basket[]) => {
      for (let n = 0; performance.now() - started < seconds * 1_000; n++) {
        const { path, cookie } = mine[n % mine.length];
        const from = performance.now();
        const { status, text } = await post(origin + path, agent, cookie, { sku: skus[n % skus.length], quantity: 1 });
        if (status !== 201) throw new Error(`A command was answered with ${status}: ${text}`);
        times.push(performance.now() - from);
      }
    };
    await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, index) => shop(baskets.slice(index * BASKETS, (index + 1) * BASKETS))),
    );
    const elapsed = performance.now() - started;
    const sorted = [...times].sort((one, other) => one - other);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)]);
    return { perSecond: (times.length / elapsed) * 1_000, p50: at(0.5), p99: at(0.99) };
  } finally {
    agent.destroy();
  }
}

async function open(origin: string, agent: Agent): Promise<Basket> {
  const { text, cookie, status } = await post(`${origin}/api/baskets`, agent);
  if (status !== 201) throw new Error(`Opening a basket was answered with ${status}: ${text}`);
  const { basketId } = JSON.parse(text) as { basketId: string };
  return { path: `/api/baskets/${basketId}/items`, cookie };
}

function post(
  url: string,
  agent: Agent,
  cookie = '',
  body?: object,
): Promise<{ status: number; text: string; cookie: string }> {
  return new Promise((resolve, reject) => {
    const content = body && JSON.stringify(body);
    const headers = {
      ...(cookie && { cookie }),
      ...(content && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
    };
    request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text,
          cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';', 1)[0],
        }),
      );
      answer.on('error', reject);
    })
      .on('error', reject)
      .end(content);
  });
}
