/**
 * `npm run bench`: measures, as ratios in one run, and writes `docs/bench/<date>.json`.
 *
 * - Appends: the producer path, Kafka's producer-perf-test and one awaited send per event, in turn, 7 rounds.
 * - Alerts: from submit to screen in two real browsers, 100 reviews.
 *
 * A shop of its own runs for the time, in a temporary folder, unless BENCH_SHOP_DATA_DIR names the folder of a running
 * one. Which machine it was matters little for ratios and much for times: both are printed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fetchJars } from '../bootstrap/jars.mjs';
import { root } from '../bootstrap/root.mjs';
import { benchAlerts } from './alerts.ts';
import { benchAppends } from './appends.ts';
import { temporaryShop } from '../testing/temporary-shop.ts';
import type { Summary } from './statistics.ts';

const ROUNDS = 7;
const REVIEWS = 100;

const say = (line: string) => console.log(`  ${line}`);
const shop = await temporaryShop(process.env['BENCH_SHOP_DATA_DIR']);
try {
  console.log(`Appends: ${ROUNDS} rounds, each of the three in turn`);
  const appends = await benchAppends(shop.run.kafka, await fetchJars(), ROUNDS, say);
  console.log(`Alerts: ${REVIEWS} one-star reviews, from click to screen`);
  const [vip, ops] = ['vip', 'ops'].map((role) => {
    const account = shop.run.accounts.find((known) => known.role === role);
    if (!account) throw new Error(`run.json has no account of role ${role}.`);
    return account;
  });
  const alerts = await benchAlerts({ url: shop.run.url, vip, ops }, REVIEWS, say);

  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  console.log(`
Machine: ${machine.cores} x ${machine.cpu}, ${machine.memoryGb} GB, Node.js ${machine.node}
Method: rounds interleaved, median (min to max) of ${ROUNDS}; 300-byte records, acks from all replicas, 6 partitions

producer path / producer-perf-test      ${ratio(appends.toPerfTest)}   aim 0.4
producer path / one awaited send        ${ratio(appends.toOneAtATime)}   aim 15
  acked appends a second                ${rate(appends.appenderPerSecond)}
  producer-perf-test, records a second  ${rate(appends.perfTestPerSecond)}
  one awaited send per event, a second  ${rate(appends.oneAtATimePerSecond)}
submit to alert on screen               p50 ${alerts.p50} ms, p99 ${alerts.p99} ms, max ${alerts.max} ms over ${alerts.reviews}   aim p99 < 1,000 ms`);
  const at = new Date().toISOString();
  const folder = join(root, 'docs', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.slice(0, 10)}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, rounds: ROUNDS, appends, alerts }, null, 2)}\n`);
  console.log(`\nWritten to ${file.slice(root.length + 1)}`);
} finally {
  await shop.stop();
}

function ratio({ median, min, max }: Summary): string {
  return `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
}

function rate({ median, min, max }: Summary): string {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  return `${whole(median)} (${whole(min)} to ${whole(max)})`;
}
