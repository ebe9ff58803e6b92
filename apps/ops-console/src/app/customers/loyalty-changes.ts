import { inject, Injectable, signal } from '@angular/core';
import type { Customer, User } from '@shop/api';
import type { Position } from '@shop/topics';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';

/** A change of a loyalty status, from the backoffice until its row has arrived in the pipeline. */
export interface LoyaltyChange {
  readonly userId: string;
  readonly to: User['loyaltyStatus'];
  /** When the backoffice changed the row, by the database's clock. */
  readonly changedAt: string;
  /** Where the row stood in `users` before the change. */
  readonly before: Position;
  /** The row that change data capture has brought, once it has. */
  readonly arrived?: Customer;
}

/** Whether a row is the one that a change has caused, or a later one: same user, the status asked for, further on in the log. */
export function isArrivalOf({ userId, to, before }: LoyaltyChange, row: Customer): boolean {
  return (
    row.userId === userId &&
    row.loyaltyStatus === to &&
    (row.position.partition !== before.partition || BigInt(row.position.offset) > BigInt(before.offset))
  );
}

/** Milliseconds from the change in the backoffice to the arrival of its row in the log, both by the shop's clock. */
export function delayOf({ changedAt, arrived }: LoyaltyChange): number | undefined {
  return arrived && Math.max(0, Date.parse(arrived.arrivedAt) - Date.parse(changedAt));
}

/** Follows changes of loyalty statuses to their arrival, also while another page is shown. */
@Injectable({ providedIn: 'root' })
export class LoyaltyChanges {
  private readonly api = inject(ShopApi);
  private readonly byUser = signal<ReadonlyMap<string, LoyaltyChange>>(new Map());
  /** The last change of each user that this console has made. */
  readonly all = this.byUser.asReadonly();

  constructor() {
    const live = inject(LiveFeed);
    live.customerArrived.subscribe((row) => this.arrived(row));
    live.reconnected.subscribe(() => void this.lookForMissed());
  }

  /** Changes the status in the backoffice and begins to wait for the row. */
  async change(customer: Customer, to: User['loyaltyStatus']): Promise<void> {
    const user = await this.api.changeLoyalty(customer.userId, to);
    const change: LoyaltyChange = {
      userId: customer.userId,
      to,
      changedAt: user.updatedAt,
      before: customer.position,
    };
    this.byUser.update((changes) => new Map(changes).set(customer.userId, change));
    // The row may have been quicker than the answer.
    await this.look(change);
  }

  private arrived(row: Customer): void {
    const change = this.byUser().get(row.userId);
    if (change && !change.arrived && isArrivalOf(change, row))
      this.byUser.update((changes) => new Map(changes).set(row.userId, { ...change, arrived: row }));
  }

  /** What arrived while the connection was away was pushed to nobody. */
  private async lookForMissed(): Promise<void> {
    for (const change of this.byUser().values()) if (!change.arrived) await this.look(change);
  }

  private async look({ userId }: LoyaltyChange): Promise<void> {
    const { items } = await this.api.customers({ q: userId, limit: 5 });
    for (const row of items) this.arrived(row);
  }
}
