import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { LucideMailCheck, LucideRefreshCw } from '@lucide/angular';
import type { DeadLetter } from '@shop/api';
import { EmptyState, ErrorState, RelativeTime, Skeleton } from '@shop/design-system';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { bytesOf, hexLines } from './hex.js';

/** Records that a reader could not understand, as they were, and why. Reading only: bad data is fixed at its source. */
@Component({
  selector: 'ops-dead-letters-page',
  imports: [EmptyState, ErrorState, LucideMailCheck, LucideRefreshCw, MatButton, RelativeTime, Skeleton],
  templateUrl: './dead-letters-page.html',
  styleUrl: './dead-letters-page.css',
})
export class DeadLettersPage {
  /** From the address: `?reader=`. */
  readonly reader = input<string>();

  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly live = inject(LiveFeed);

  protected readonly list = new PagedList<DeadLetter>((cursor) =>
    this.api.deadLetters({ reader: this.reader(), cursor, limit: 50 }),
  );
  protected readonly readers = computed(() => (this.live.readers() ?? []).map(({ name }) => name).sort());
  protected readonly opened = signal<string | undefined>(undefined);
  private readonly total = computed(
    () => this.live.topics()?.find(({ name }) => name === 'dead_letters')?.records ?? undefined,
  );
  protected readonly bytes = computed(() => {
    const letter = this.list.items().find(({ id }) => id === this.opened());
    return letter?.bytes == null ? undefined : bytesOf(letter.bytes);
  });
  protected readonly hex = computed(() => hexLines(this.bytes() ?? new Uint8Array()));

  constructor() {
    // The number of dead letters is pushed with the topics: when it grows, the list is out of date.
    effect(() => {
      this.reader();
      this.total();
      void this.list.load();
    });
  }

  protected choose(reader: string): void {
    void this.router.navigate([], { queryParams: { reader: reader || null }, replaceUrl: true });
  }

  protected toggle(id: string): void {
    this.opened.update((opened) => (opened === id ? undefined : id));
  }
}
