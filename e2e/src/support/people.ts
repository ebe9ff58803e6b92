import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext } from '@playwright/test';
import type { Session, User } from '@shop/api';
import { until } from '../../../tools/testing/until.ts';
import { Caller } from './caller.ts';

/** A customer of one test, signed in, with a browser context of their own. */
export interface Person {
  readonly user: Session['user'];
  readonly email: string;
  readonly password: string;
  readonly context: BrowserContext;
  readonly api: Caller;
}

/** Makes up people for tests, so that no test sees another one's. */
export class People {
  private readonly browser: Browser;
  private readonly ops: Caller;
  private readonly baseURL: string;
  private readonly contexts: BrowserContext[] = [];

  /**
   * @param ops promotes them
   * @param baseURL the shop's address
   */
  constructor(browser: Browser, ops: Caller, baseURL: string) {
    this.browser = browser;
    this.ops = ops;
    this.baseURL = baseURL;
  }

  /**
   * Registers somebody and waits until their row has reached the pipeline with the status they should have.
   * @param name as the console shows it
   */
  async register(name: string, loyaltyStatus: User['loyaltyStatus'] = 'Bronze'): Promise<Person> {
    const context = await this.browser.newContext({ baseURL: this.baseURL });
    this.contexts.push(context);
    const api = new Caller(context.request);
    const [email, password] = [`${randomUUID()}@example.com`, randomUUID()];
    const { user } = await api.ask<Session>('register', { body: { name, email, password } });
    if (loyaltyStatus !== 'Bronze') await this.ops.changeLoyalty(user.userId, loyaltyStatus);
    await hasArrived(this.ops, user.userId, loyaltyStatus);
    return { user, email, password, context, api };
  }

  /** Closes everybody's browser windows. */
  async leave(): Promise<void> {
    for (const context of this.contexts) await context.close();
  }
}

/** Resolves when the pipeline's join has read the row that gives this user this status. */
export async function hasArrived(ops: Caller, userId: string, loyaltyStatus: User['loyaltyStatus']): Promise<void> {
  const { position } = await until(`${loyaltyStatus} to arrive in the console`, async () => {
    const customer = await ops.customer(userId);
    return customer?.loyaltyStatus === loyaltyStatus && customer;
  });
  await hasRead(ops, 'review-pipeline.enrich', position);
}

/** Resolves when a reader has gone past a record, whatever it made of it. */
export async function hasRead(
  ops: Caller,
  reader: string,
  record: { readonly topic: string; readonly partition: number; readonly offset: number | string },
): Promise<void> {
  await until(`${reader} to read ${record.topic}/${record.partition}@${record.offset}`, async () => {
    const { partitions } = await ops.reader(reader);
    const at = partitions.find(({ topic, partition }) => topic === record.topic && partition === record.partition);
    return at?.position != null && at.position > Number(record.offset);
  });
}

/** Text that no other test writes. */
export function uniqueWords(words: string): string {
  return `${words} ${randomUUID().slice(0, 8)}`;
}
