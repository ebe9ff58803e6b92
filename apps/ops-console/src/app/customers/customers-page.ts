import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { LucideUserSearch } from '@lucide/angular';
import { clock } from '@shop/alert-ui';
import type { Customer, User } from '@shop/api';
import {
  EmptyState,
  ErrorState,
  More,
  Notice,
  problemOf,
  RelativeTime,
  sentenceOf,
  Skeleton,
} from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { ForgetDialog } from './forget-dialog.js';
import { Session } from '../session/session.js';
import { delayOf, LoyaltyChanges } from './loyalty-changes.js';

const statuses: readonly User['loyaltyStatus'][] = ['Bronze', 'Silver', 'Gold', 'Platinum'];

/** Customers as the pipeline knows them, and the change of a loyalty status, followed from the backoffice to the log. */
@Component({
  selector: 'ops-customers-page',
  imports: [EmptyState, ErrorState, More, LucideUserSearch, MatButton, Notice, RelativeTime, Skeleton],
  templateUrl: './customers-page.html',
  styleUrl: './customers-page.css',
})
export class CustomersPage {
  /** From the address: `?q=`. */
  readonly q = input<string>();

  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly dialogs = inject(MatDialog);
  private readonly changes = inject(LoyaltyChanges);
  protected readonly live = inject(LiveFeed);
  protected readonly session = inject(Session);

  protected readonly statuses = statuses;
  protected readonly words = computed(() => this.q()?.trim() ?? '');
  protected readonly typed = linkedSignal(() => this.q() ?? '');
  protected readonly list = new PagedList<Customer>((cursor) =>
    this.api.customers({ q: this.words(), cursor, limit: 30 }),
  );
  private typing: ReturnType<typeof setTimeout> | undefined;
  /** What changing went wrong with, by user. */
  protected readonly refused = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly sending = signal<ReadonlySet<string>>(new Set());
  /** Who is being forgotten, and who was since the page was opened. */
  protected readonly forgetting = signal<ReadonlySet<string>>(new Set());
  protected readonly forgotten = signal<ReadonlySet<string>>(new Set());

  protected readonly rows = computed(() =>
    this.list.items().map((customer) => {
      const change = this.changes.all().get(customer.userId);
      return { ...customer, change, delay: change && delayOf(change), changedAt: change && exact(change.changedAt) };
    }),
  );

  constructor() {
    effect(() => {
      this.words();
      void this.list.load();
    });
    this.live.customerArrived
      .pipe(takeUntilDestroyed())
      .subscribe((row) => this.list.replace((a, b) => a.userId === b.userId, row));
    this.live.reconnected.pipe(takeUntilDestroyed()).subscribe(() => void this.list.load());
  }

  protected search(words: string): void {
    this.typed.set(words);
    clearTimeout(this.typing);
    this.typing = setTimeout(
      () => void this.router.navigate([], { queryParams: { q: words.trim() || null }, replaceUrl: true }),
      200,
    );
  }

  protected async forget(customer: Customer): Promise<void> {
    const { userId } = customer;
    const dialog = this.dialogs.open<ForgetDialog, Customer, boolean>(ForgetDialog, { data: customer, width: '34rem' });
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    this.refused.update((refused) => without(refused, userId));
    this.forgetting.update((all) => new Set([...all, userId]));
    try {
      await this.api.forget(userId);
      this.forgotten.update((all) => new Set([...all, userId]));
    } catch (error) {
      this.refused.update((refused) => new Map(refused).set(userId, sentenceOf(problemOf(error))));
    } finally {
      this.forgetting.update((all) => new Set([...all].filter((each) => each !== userId)));
    }
  }

  protected async change(customer: Customer, field: HTMLSelectElement): Promise<void> {
    const { userId } = customer;
    this.refused.update((refused) => without(refused, userId));
    this.sending.update((sending) => new Set([...sending, userId]));
    try {
      await this.changes.change(customer, field.value as User['loyaltyStatus']);
    } catch (error) {
      this.refused.update((refused) => new Map(refused).set(userId, sentenceOf(problemOf(error))));
      field.value = customer.loyaltyStatus;
    } finally {
      this.sending.update((sending) => new Set([...sending].filter((each) => each !== userId)));
    }
  }
}

function without(map: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> {
  return new Map([...map].filter(([each]) => each !== key));
}

/** A time of day to the millisecond. */
function exact(time: string): string {
  return `${clock(time)}.${String(new Date(time).getMilliseconds()).padStart(3, '0')}`;
}
