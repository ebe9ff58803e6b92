import { Component, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideChevronRight, LucideMailCheck } from '@lucide/angular';
import type { DeadLetterGroup } from '@shop/api';
import { EmptyState, ErrorState, More, RelativeTime, Skeleton } from '@shop/design-system';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { SendBackProgress } from './send-back-progress.js';
import { SendBacks } from './send-backs.js';

/** Who has to mend what: dead letters by producer, reason, topic and reader. */
@Component({
  selector: 'ops-dead-letters-page',
  imports: [
    EmptyState,
    ErrorState,
    More,
    LucideChevronRight,
    LucideMailCheck,
    RelativeTime,
    RouterLink,
    SendBackProgress,
    Skeleton,
  ],
  templateUrl: './dead-letters-page.html',
  styleUrl: './dead-letters-page.css',
})
export class DeadLettersPage {
  private readonly api = inject(ShopApi);
  private readonly live = inject(LiveFeed);
  private readonly sendBacks = inject(SendBacks);

  protected readonly list = new PagedList<DeadLetterGroup>((cursor) =>
    this.api.deadLetterGroups({ cursor, limit: 50 }),
  );
  /** By who has to mend them, those with the newest letter first. */
  protected readonly producers = computed(() => {
    const groups = this.list.items();
    return [...new Set(groups.map(({ producer }) => producer))].map((producer) => ({
      producer,
      groups: groups.filter((group) => group.producer === producer),
    }));
  });
  private readonly total = computed(
    () => this.live.topics()?.find(({ name }) => name === 'dead_letters')?.offsets ?? undefined,
  );

  constructor() {
    // The number of dead letters is pushed with the topics: when it grows, the list is out of date.
    effect(() => {
      this.total();
      this.sendBacks.ended();
      void this.list.load();
    });
  }
}
