/**
 * Fills a new shop with its demo history, once, through the log: people and products by way of the back office's
 * database, everything else appended to topics; what operations staff do is done over HTTP. The launcher calls it when
 * the shop is up; an interrupted run is continued by the next, and a run after a complete one adds nothing.
 *
 * Environment: KAFKA_BROKERS, DATABASE_URL_BACKOFFICE, SHOP_ORIGIN, SHOP_DATA_DIR. Writes `accounts.json` (role, email,
 * password) into the data folder.
 */
import type { NewRecord } from '@shop/log-core';
import { connectKafka, KafkaAppender } from '@shop/log-kafka';
import { beginningOf, timeText } from './history/calendar.ts';
import { demoHistory, type DemoHistory } from './history/demo-history.ts';
import { demoAccounts, type DemoRole } from './history/people.ts';
import { dealWithAlerts } from './shop/alerts.ts';
import { fillBackoffice } from './shop/backoffice.ts';
import { accountsIn, finish, progressIn, type Account } from './shop/data-folder.ts';
import { derived } from './shop/derived.ts';
import { forget } from './shop/forgotten.ts';
import { leaveOut } from './shop/left-out.ts';
import { Deadline, OpsClient } from './shop/ops-client.ts';
import { feed } from './shop/partner-feed.ts';
import { beRefused } from './shop/refused.ts';

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
    await feed(kafka, history.tooLarge);
    await operate(history, accounts, appender);
  } finally {
    await appender.close();
    await kafka.close();
  }
  finish(folder, progress);
  say('complete');
}

/** What operations staff do, and what is refused to others. */
async function operate(history: DemoHistory, accounts: readonly Account[], appender: KafkaAppender): Promise<void> {
  const account = (wanted: DemoRole): Account => {
    const found = accounts.find(({ role }) => role === wanted);
    if (!found) throw new Error(`accounts.json names no account with the role ${wanted}`);
    return found;
  };
  const client = await OpsClient.signIn(origin, account('ops'), new Deadline(60, 'Operations could not sign in'));
  const { userId } = demoAccounts.shopper;
  await Promise.all([
    leaveOut(client, appender, history.unwanted),
    beRefused(client, origin, { guessed: account('shopper'), looksOnly: account('ops.read'), userId }),
    dealWithAlerts(client, history.unhappyReviewIds, demoAccounts.ops.userId),
    derived(client, { orders: history.contacts.length, reviews: history.opinions }),
    forget(client, history.forgotten),
  ]);
  say('alerts are dealt with, but for the latest; one record is left out, and one person forgotten');
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
