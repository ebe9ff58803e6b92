/**
 * Fills a new shop with its demo history, once, through the log: people and products by way of the back office's
 * database, everything else appended to topics; alerts are dealt with over HTTP. The launcher calls it when the shop
 * is up; an interrupted run is continued by the next, and a run after a complete one adds nothing.
 *
 * Environment: KAFKA_BROKERS, DATABASE_URL_BACKOFFICE, SHOP_ORIGIN, SHOP_DATA_DIR. Writes `accounts.json` (role, email,
 * password) into the data folder.
 */
import type { NewRecord } from '@shop/log-core';
import { connectKafka, KafkaAppender } from '@shop/log-kafka';
import { beginningOf, timeText } from './history/calendar.ts';
import { demoHistory } from './history/demo-history.ts';
import { demoAccounts } from './history/people.ts';
import { dealWithAlerts } from './shop/alerts.ts';
import { fillBackoffice } from './shop/backoffice.ts';
import { accountsIn, finish, progressIn } from './shop/data-folder.ts';
import { derived } from './shop/derived.ts';
import { Deadline, OpsClient } from './shop/ops-client.ts';

/** Records a call: large enough to keep the line busy, small enough to show progress. */
const BATCH = 2_000;

const brokers = required('KAFKA_BROKERS');
const database = required('DATABASE_URL_BACKOFFICE');
const origin = required('SHOP_ORIGIN');
const folder = required('SHOP_DATA_DIR');

const progress = progressIn(folder, Date.now());
if (progress.done) say('is there already');
else await tell();

async function tell(): Promise<void> {
  const accounts = accountsIn(folder);
  const now = Date.parse(progress.endsAt);
  const history = demoHistory(now);

  await fillBackoffice(database, history.people, history.products, accounts, timeText(beginningOf(now)));
  say(`${history.people.length} users and ${history.products.length} products are in the back office`);

  const kafka = connectKafka({ brokers, clientId: 'seed' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  try {
    // A contact is there before the checkout that makes an order of it.
    await append(appender, 'order contacts', history.contacts);
    await append(appender, 'basket events', history.baskets);
    await append(appender, 'reviews', history.reviews);
  } finally {
    await appender.close();
    await kafka.close();
  }

  const ops = accounts.find(({ role }) => role === 'ops');
  if (!ops) throw new Error('accounts.json names no account for operations');
  const client = await OpsClient.signIn(origin, ops, new Deadline(60, 'Operations could not sign in'));
  await dealWithAlerts(client, history.unhappyReviewIds, demoAccounts.ops.userId);
  say('alerts are dealt with, but for the latest');
  await derived(client, { orders: history.contacts.length, reviews: history.opinions });
  finish(folder, progress);
  say('complete');
}

async function append(appender: KafkaAppender, what: string, records: readonly NewRecord[]): Promise<void> {
  for (let from = 0; from < records.length; from += BATCH) await appender.append(records.slice(from, from + BATCH));
  say(`${records.length.toLocaleString('en')} ${what} appended`);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the launcher ("npm start") sets it`);
  return value;
}

function say(what: string): void {
  process.stdout.write(`Demo history: ${what}\n`);
}
