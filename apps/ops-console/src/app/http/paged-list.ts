import { computed, signal, untracked } from '@angular/core';
import type { Page } from '@shop/api';

/** How a list stands: nothing yet, being loaded, there, or failed. */
export type ListState = 'loading' | 'ready' | 'failed';

/** A list that comes in pages. A newer load makes answers of an older one void. */
export class PagedList<T> {
  private readonly pages = signal<readonly T[]>([]);
  private readonly cursor = signal<string | null>(null);
  private run = 0;

  readonly items = this.pages.asReadonly();
  readonly state = signal<ListState>('loading');
  /** Whatever the last load failed with. */
  readonly error = signal<unknown>(undefined);
  /** Whether a further page is being loaded. */
  readonly busy = signal(false);
  readonly hasMore = computed(() => this.cursor() !== null);

  /** @param fetch gets the page that starts at the cursor */
  constructor(private readonly fetch: (cursor: string | undefined) => Promise<Page<T>>) {}

  /** Starts from the first page. What is shown stays until the answer is there. An effect that calls it depends on nothing here. */
  load(): Promise<void> {
    return untracked(() => this.loadFirst());
  }

  private async loadFirst(): Promise<void> {
    const run = ++this.run;
    this.busy.set(false);
    if (this.state() !== 'ready') this.state.set('loading');
    try {
      const page = await this.fetch(undefined);
      if (run !== this.run) return;
      this.pages.set(page.items);
      this.cursor.set(page.nextCursor);
      this.error.set(undefined);
      this.state.set('ready');
    } catch (error) {
      if (run !== this.run) return;
      this.error.set(error);
      this.state.set('failed');
    }
  }

  /** Appends the next page, if there is one. */
  async more(): Promise<void> {
    const cursor = this.cursor();
    if (cursor === null || this.busy()) return;
    const run = this.run;
    this.busy.set(true);
    try {
      const page = await this.fetch(cursor);
      if (run !== this.run) return;
      this.pages.update((items) => [...items, ...page.items]);
      this.cursor.set(page.nextCursor);
      this.error.set(undefined);
    } catch (error) {
      if (run === this.run) this.error.set(error);
    } finally {
      if (run === this.run) this.busy.set(false);
    }
  }

  /** Puts changed items in the place of those they replace. */
  replace(same: (a: T, b: T) => boolean, ...changed: readonly T[]): void {
    this.pages.update((items) => items.map((item) => changed.find((other) => same(item, other)) ?? item));
  }
}
