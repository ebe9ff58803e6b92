import { Component, DestroyRef, ElementRef, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { LucideSearch } from '@lucide/angular';
import { filter } from 'rxjs';

/** How long a pause in typing is a question, in milliseconds. */
const PAUSE = 280;
/** How many letters lead away from a page that lists no products. */
const FEWEST = 2;

/**
 * Searches the catalogue: at once with Enter, else after a pause in typing. What is looked for stands in the address, and
 * the box says what stands there.
 */
@Component({
  selector: 'shop-search-box',
  imports: [LucideSearch],
  template: `
    <form role="search" (submit)="submit($event)">
      <svg lucideSearch [size]="18" aria-hidden="true"></svg>
      <input
        #box
        type="search"
        name="q"
        placeholder="Search for groceries"
        aria-label="Search for groceries"
        autocomplete="off"
        maxlength="100"
        [value]="text()"
        (input)="type(box.value)"
      />
    </form>
  `,
  styleUrl: './search-box.css',
})
export class SearchBox {
  readonly #router = inject(Router);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly text = signal('');
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.#follow());
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  protected type(text: string): void {
    this.text.set(text);
    clearTimeout(this.#pause);
    const browsing = this.#router.url.startsWith('/browse');
    if (browsing || text.trim().length >= FEWEST) this.#pause = setTimeout(() => this.#search(), PAUSE);
  }

  protected submit(event: Event): void {
    event.preventDefault();
    clearTimeout(this.#pause);
    this.#search();
  }

  #search(): void {
    const browsing = this.#router.url.startsWith('/browse');
    void this.#router.navigate(['/browse'], {
      queryParams: { q: this.text().trim() || null },
      queryParamsHandling: browsing ? 'merge' : '',
      replaceUrl: browsing,
    });
  }

  /** Says what the address says, but never under the fingers of somebody who types. */
  #follow(): void {
    const box = this.box().nativeElement;
    if (box === box.ownerDocument.activeElement) return;
    const { queryParams } = this.#router.parseUrl(this.#router.url);
    this.text.set(this.#router.url.startsWith('/browse') ? String(queryParams['q'] ?? '') : '');
  }
}
