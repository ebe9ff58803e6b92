import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { LucideScrollText } from '@lucide/angular';
import { operations, type SecurityEvent } from '@shop/api';
import { EmptyState, ErrorState, More, RelativeTime, Skeleton } from '@shop/design-system';
import { Names } from '../alerts/names.js';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { actionWords, auditedActions, momentOf, outcomeWords, targetOf } from './audit-words.js';

/** Who did what in the last 90 days, and who was refused. The filters are in the address. */
@Component({
  selector: 'ops-audit-page',
  imports: [EmptyState, ErrorState, LucideScrollText, More, RelativeTime, RouterLink, Skeleton],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.css',
})
export class AuditPage {
  /** From the address, like all that follow: a user id. */
  readonly actor = input<string>();
  readonly action = input<string>();
  readonly outcome = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly names = inject(Names);

  protected readonly actions = auditedActions(operations);
  protected readonly outcomes = ['done', 'refused', 'failed'] as const;
  protected readonly actionWords = actionWords;
  protected readonly outcomeWords = outcomeWords;
  protected readonly filtered = computed(() =>
    [this.actor(), this.action(), this.outcome(), this.from(), this.to()].some(Boolean),
  );
  protected readonly list = new PagedList<SecurityEvent>((cursor) =>
    this.api.securityEvents({
      actor: this.actor(),
      action: this.action(),
      outcome: this.outcome(),
      from: momentOf(this.from()),
      to: momentOf(this.to()),
      cursor,
      limit: 50,
    }),
  );
  protected readonly rows = computed(() => {
    const nameOf = this.names.nameOf();
    return this.list.items().map((event) => {
      const target = targetOf(event, operations);
      return { ...event, named: target, toWhom: target?.kind === 'user' ? nameOf(target.id) : target?.id, nameOf };
    });
  });

  constructor() {
    effect(() => {
      for (const filter of [this.actor, this.action, this.outcome, this.from, this.to]) filter();
      void this.list.load();
    });
    effect(() => {
      for (const event of this.list.items()) {
        const target = targetOf(event, operations);
        if (event.actor) void this.names.learn(event.actor);
        if (target?.kind === 'user') void this.names.learn(target.id);
      }
    });
  }

  protected filter(name: 'actor' | 'action' | 'outcome' | 'from' | 'to', value: string): void {
    const queryParams = { [name]: value.trim() || null };
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {}, replaceUrl: true });
  }
}
