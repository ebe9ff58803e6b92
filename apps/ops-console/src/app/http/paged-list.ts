import { computed, signal, untracked } from '@angular/core';
import type { Page, Problem } from '@shop/api';
import { problemOf, type Extendable } from '@shop/design-system';

/** How a list stands: nothing yet, being loaded, there, or failed. */
export type ListState = 'loading' | 'ready' | 'failed';

/** A list that comes in pages. A newer load makes answers of an older one void. */
export class PagedList<T> implements Extendable {
  private readonly pages = signal<readonly T[]>([]);
  private readonly cursor = signal<string | null>(null);
  private run = 0;

  readonly items = this.pages.asReadonly();
  readonly state = signal<ListState>('loading');
  /** What the last load failed with. */
  readonly problem = signal<Problem | undefined>(undefined);
  readonly loadingMore = signal(false);
  readonly moreProblem = signal<Problem | undefined>(undefined);
  readonly hasMore = computed(() => this.cursor() !== null);

  /** @param fetch gets the page that starts at the cursor */
  constructor(private readonly fetch: (cursor: string | undefined) => Promise<Page<T>>) {}

  /** Starts from the first page. What is shown stays until the answer is there. An effect that calls it depends on nothing here. */
  load(): Promise<void> {
    return untracked(() => this.loadFirst());
  }

  private async loadFirst(): Promise<void> {
    const run = ++this.run;
    this.loadingMore.set(false);
    if (this.state() !== 'ready') this.state.set('loading');
    try {
      const page = await this.fetch(undefined);
      if (run !== this.run) return;
      this.pages.set(page.items);
      this.cursor.set(page.nextCursor);
      this.problem.set(undefined);
      this.moreProblem.set(undefined);
      this.state.set('ready');
    } catch (error) {
      if (run !== this.run) return;
      this.problem.set(problemOf(error));
      this.state.set('failed');
    }
  }

  /** Appends the next page, if there is one. */
  async more(): Promise<void> {
    const cursor = this.cursor();
    if (cursor === null || this.loadingMore()) return;
    const run = this.run;
    this.loadingMore.set(true);
    this.moreProblem.set(undefined);
    try {
      const page = await this.fetch(cursor);
      if (run !== this.run) return;
      this.pages.update((items) => [...items, ...page.items]);
      this.cursor.set(page.nextCursor);
    } catch (error) {
      if (run === this.run) this.moreProblem.set(problemOf(error));
    } finally {
      if (run === this.run) this.loadingMore.set(false);
    }
  }

  /** Puts changed items in the place of those they replace. */
  replace(same: (a: T, b: T) => boolean, ...changed: readonly T[]): void {
    this.pages.update((items) => items.map((item) => changed.find((other) => same(item, other)) ?? item));
  }
}
