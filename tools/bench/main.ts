/**
 * `npm run bench [-- <part> ...]`: measures, as ratios in one run, and writes `docs/bench/<date>.json`. Parts that are
 * not measured keep what that file says of them.
 *
 * - `appends`: the producer path, Kafka's producer-perf-test and one awaited send per event, in turn.
 * - `commands`: basket commands over HTTP, acked and applied, and the same requests answered by nothing, in turn.
 * - `alerts`: from submit to screen in two real browsers, 100 reviews.
 * - `rebuild`: a read model built from 1,000,000 events over 100,000 baskets, 1,000 of them open at a time; the same with all open
 *   at once; and four other ways to read them, in turn.
 * - `growth`: a projection that runs while 5,000,000 events are appended.
 * - `peer`: the states of 2,000 baskets rebuilt from 20,000 events, here and by emmett, in turn.
 *
 * The first three need a shop: one of its own in a temporary folder, unless BENCH_SHOP_DATA_DIR names the folder of a
 * running one. Which machine it was matters little for ratios and much for times: both are printed. BENCH_ROUNDS (7) and
 * BENCH_EVENTS (1,000,000, a tenth as many baskets), BENCH_MILLIONS (5) and BENCH_PEER_EVENTS (20,000) make it shorter.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { fetchJars } from '../bootstrap/jars.mjs';
import { root } from '../bootstrap/root.mjs';
import { temporaryShop, type TemporaryShop } from '../testing/temporary-shop.ts';
import { withServers } from './servers.ts';
import type { Summary } from './statistics.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const REVIEWS = 100;
const MILLIONS = Number(process.env['BENCH_MILLIONS'] ?? 5);
/** So few, because the peer takes the better part of a millisecond for each. */
const PEER_EVENTS = Number(process.env['BENCH_PEER_EVENTS'] ?? 20_000);

const say = (line: string) => console.log(`  ${line}`);

/** Each part measures and says in lines what it came to. The code under test is loaded after it was built. */
const onShop = {
  async appends(shop: TemporaryShop) {
    const { benchAppends } = await import('./appends.ts');
    const figures = await benchAppends(shop.run.kafka, await fetchJars(), ROUNDS, say);
    print('producer path / producer-perf-test', ratio(figures.toPerfTest), 'aim 0.4');
    print('producer path / one awaited send', ratio(figures.toOneAtATime), 'aim 15');
    print('acked appends a second', rate(figures.appenderPerSecond));
    return figures;
  },
  async commands(shop: TemporaryShop) {
    const [{ benchCommands }, { startEmptyShop }] = await Promise.all([
      import('./commands.ts'),
      import('./empty-shop.ts'),
    ]);
    const empty = await startEmptyShop(shop.run);
    try {
      const skus = await skusOf(shop.run.url);
      const figures = await benchCommands({ shop: shop.run.url, empty: empty.url, skus }, ROUNDS, say);
      print('basket commands / empty POST', ratio(figures.toEmpty), 'aim 0.5');
      print('basket commands a second', rate(figures.commandsPerSecond));
      return figures;
    } finally {
      await empty.stop();
    }
  },
  async alerts(shop: TemporaryShop) {
    const { benchAlerts } = await import('./alerts.ts');
    const [vip, ops] = ['vip', 'ops'].map((role) => {
      const account = shop.run.accounts.find((known) => known.role === role);
      if (!account) throw new Error(`run.json has no account of role ${role}.`);
      return account;
    });
    const figures = await benchAlerts({ url: shop.run.url, vip, ops }, REVIEWS, say);
    print('submit to alert on screen', `p50 ${figures.p50} ms, p99 ${figures.p99} ms`, 'aim p99 < 1,000 ms');
    return figures;
  },
};

const onServers = {
  rebuild: () =>
    withServers(async (servers) => {
      const { benchRebuild } = await import('./rebuild.ts');
      const history = { events: EVENTS, baskets: EVENTS / 10, openAtOnce: 1_000 };
      const figures = await benchRebuild(servers, history, ROUNDS, say);
      print('rebuild, events a second', rate(figures.perSecond), 'aim 50,000');
      print('the same, all baskets open at once', rate(figures.allOpenPerSecond));
      print('state alone, events a second', rate(figures.statePerSecond), 'aim 100,000');
      print('rebuild / one transaction per event', ratio(figures.toOneByOne), 'aim 100');
      print('time / bare consume and COPY', ratio(figures.timeToBare), 'aim 2');
      print('share of checkpoint and duplicates', ratio(figures.guardShare), 'aim 0.25');
      return figures;
    }),
  growth: () =>
    withServers(async (servers) => {
      const { benchGrowth } = await import('./growth.ts');
      const figures = await benchGrowth(servers, MILLIONS, say);
      print(`heap after 1 to ${MILLIONS} million events`, `${(figures.growth * 100).toFixed(1)}%`, 'aim +5%');
      print('appended and applied a second', String(figures.perSecond));
      return figures;
    }),
  peer: () =>
    withServers(async (servers) => {
      const { benchPeer } = await import('./peer.ts');
      const history = { events: PEER_EVENTS, baskets: PEER_EVENTS / 10, openAtOnce: 1_000 };
      const figures = await benchPeer(servers, history, ROUNDS, say);
      print('state alone / emmett', ratio(figures.stateToPeer), 'aim 10');
      print('with journal / emmett', ratio(figures.journalToPeer));
      print('state alone, events a second', rate(figures.statePerSecond));
      print('emmett, events a second', rate(figures.peerPerSecond));
      return figures;
    }),
};

const known = [...Object.keys(onShop), ...Object.keys(onServers)];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : known;
const unknown = wanted.filter((part) => !known.includes(part));
if (unknown.length) throw new Error(`There is no part ${unknown.join(', ')}: the parts are ${known.join(', ')}.`);

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
console.log(`Machine: ${machine.cores} x ${machine.cpu}, ${machine.memoryGb} GB, Node.js ${machine.node}
Method: interleaved, median (min to max) of ${ROUNDS} rounds`);

const measured: Record<string, unknown> = {};
await measure(onServers, (part) => part());
if (wanted.some((part) => part in onShop)) {
  const shop = await temporaryShop(process.env['BENCH_SHOP_DATA_DIR']);
  try {
    await measure(onShop, (part) => part(shop));
  } finally {
    await shop.stop();
  }
}
console.log(`\nWritten to ${(await write()).slice(root.length + 1)}`);

async function measure<Part>(parts: Readonly<Record<string, Part>>, run: (part: Part) => Promise<unknown>) {
  for (const [name, part] of Object.entries(parts)) {
    if (!wanted.includes(name)) continue;
    console.log(`\n${name}`);
    measured[name] = await run(part);
  }
}

/** @returns the file */
async function write(): Promise<string> {
  const at = new Date().toISOString();
  const folder = join(root, 'docs', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.slice(0, 10)}.json`);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
  const text = JSON.stringify({ ...before, at, machine, rounds: ROUNDS, ...measured }, null, 2);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  return file;
}

async function skusOf(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/products?limit=50`);
  return ((await answer.json()) as { items: { sku: string }[] }).items.map(({ sku }) => sku);
}

function print(what: string, figure: string, aim = ''): void {
  console.log(`${what.padEnd(38)} ${figure.padEnd(32)} ${aim}`);
}

function ratio({ median, min, max }: Summary): string {
  return `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
}

function rate({ median, min, max }: Summary): string {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  return `${whole(median)} (${whole(min)} to ${whole(max)})`;
}
