import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { TickerEntry } from '@shop/api';
import { Lifecycle } from '@shop/http';
import { positionOf, type ReaderStatus, type RecordBatch } from '@shop/log-core';
import type { RunningReader } from '@shop/log-kafka';
import { Log, runFold } from '@shop/log-nest';
import {
  readersOf,
  topics,
  type CloudEvent,
  type EventOf,
  type EventTypes,
  type Money,
  type Topic,
  type TopicName,
} from '@shop/topics';

/** How many entries a console is shown. */
const SHOWN = 30;
const NAME = 'ops-api.ticker';

/** What happens in the shop, folded in memory: a reader that needs no database. */
@Injectable()
export class Ticker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners = new Set<(entries: TickerEntry[]) => void>();
  private reader: RunningReader | undefined;
  /** The last entries, newest first. */
  entries: TickerEntry[] = [];

  constructor(
    private readonly log: Log,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    const names = readersOf().get(NAME) ?? [];
    this.reader = runFold(this.log, this.lifecycle, {
      name: NAME,
      topics: names.map((name): Topic => topics[name as TopicName]),
      last: SHOWN,
      patience: 250,
      fold: (batch) => this.fold(batch),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.reader?.stop();
  }

  /** Where it stands: nobody else knows, because it commits nothing. */
  status(): ReaderStatus | undefined {
    return this.reader?.status();
  }

  /** Calls back with the entries whenever there are new ones. @returns a function that ends it */
  subscribe(listener: (entries: TickerEntry[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private fold(batch: RecordBatch): void {
    const fresh = batch.records.flatMap((record) =>
      record.content.kind === 'event' ? [{ ...entryOf(record.content.event), position: positionOf(record) }] : [],
    );
    if (fresh.length === 0) return;
    this.entries = [...fresh, ...this.entries]
      .sort((one, other) => Date.parse(other.time) - Date.parse(one.time))
      .slice(0, SHOWN);
    for (const listener of this.listeners) listener(this.entries);
  }
}

function entryOf(event: CloudEvent): Omit<TickerEntry, 'position'> {
  return { type: event.type, time: event.time, subject: event.subject, summary: summaryOf(event) };
}

/** An event of any topic that names the ticker as a reader. */
type ShownEvent = {
  [Name in TopicName]: (typeof topics)[Name] extends {
    readonly readers: readonly (infer Reader)[];
    readonly content: { readonly kind: 'events'; readonly events: infer Types extends EventTypes };
  }
    ? typeof NAME extends Reader
      ? EventOf<Types>
      : never
    : never;
}[TopicName];
/** The data of each of them by the type. */
type Shown = { readonly [Type in ShownEvent['type']]: Extract<ShownEvent, { readonly type: Type }>['data'] };

/** One line about each type of event, without names or texts of people. A type that is forgotten doesn't compile. */
const summaries: { readonly [Type in keyof Shown]: (data: Shown[Type]) => string } = {
  BasketOpened: () => 'a basket was taken',
  BasketClaimed: () => 'a guest signed in',
  ItemAdd: ({ quantity, name }) => `${quantity} × ${name} put in`,
  ItemRemove: ({ quantity, sku }) => `${quantity} × ${sku} put back`,
  BasketCheckedOut: ({ total }) => `checked out for ${priceOf(total)}`,
  OrderPlaced: ({ total }) => `order over ${priceOf(total)}`,
  ReviewPosted: ({ rating, productName }) => `${rating} of 5 for ${productName}`,
  AlertRaised: ({ rating, productName }) => `${rating} of 5 for ${productName} by a VIP`,
  AlertAcknowledged: () => 'an alert was seen',
  AlertAssigned: () => 'an alert was given to somebody',
  AlertSnoozed: () => 'an alert was snoozed',
  AlertNoted: () => 'a note was written on an alert',
  AlertResolved: () => 'an alert was resolved',
  AlertReopened: () => 'an alert was opened again',
};

function summaryOf({ type, data }: CloudEvent): string {
  return summaries[type as keyof Shown](data as never);
}

function priceOf({ amount, currency }: Money): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}
