import { Component, input, linkedSignal, output } from '@angular/core';
import { minorToPounds, poundsToMinor, type ProductQuery, type ProductSort } from './product-query.js';

const sorts: readonly { readonly value: ProductSort | ''; readonly label: string }[] = [
  { value: '', label: 'Best match' },
  { value: 'name', label: 'Name' },
  { value: 'price', label: 'Price, lowest first' },
  { value: '-price', label: 'Price, highest first' },
  { value: 'rating', label: 'Best rated' },
];
let instances = 0;

/** Price limits and order of a search. Says what it should become; the page puts that into the address. */
@Component({
  selector: 'shop-product-filters',
  template: `
    <form (submit)="$event.preventDefault()" aria-label="Price and order">
      <fieldset>
        <legend>Price</legend>
        <label [for]="id + '-min'"><span class="visually-hidden">Lowest price</span> £</label>
        <input
          [id]="id + '-min'"
          inputmode="decimal"
          placeholder="from"
          autocomplete="off"
          [value]="min()"
          (change)="limit('minPrice', $event)"
        />
        <label [for]="id + '-max'"><span class="visually-hidden">Highest price</span> – £</label>
        <input
          [id]="id + '-max'"
          inputmode="decimal"
          placeholder="to"
          autocomplete="off"
          [value]="max()"
          (change)="limit('maxPrice', $event)"
        />
      </fieldset>
      <label class="sort">
        <span>Sort by</span>
        <select (change)="sort($event)">
          @for (option of sorts; track option.value) {
            <option [value]="option.value" [selected]="option.value === (query().sort ?? '')">
              {{ option.label }}
            </option>
          }
        </select>
      </label>
    </form>
  `,
  styleUrl: './product-filters.css',
})
export class ProductFilters {
  readonly query = input.required<ProductQuery>();
  /** What changes in the search; undefined lifts a limit. */
  readonly narrow = output<Partial<ProductQuery>>();

  protected readonly id = `filters-${instances++}`;
  protected readonly sorts = sorts;
  protected readonly min = linkedSignal(() => minorToPounds(this.query().minPrice));
  protected readonly max = linkedSignal(() => minorToPounds(this.query().maxPrice));

  protected limit(which: 'minPrice' | 'maxPrice', event: Event): void {
    this.narrow.emit({ [which]: poundsToMinor((event.target as HTMLInputElement).value) });
  }

  protected sort(event: Event): void {
    this.narrow.emit({ sort: ((event.target as HTMLSelectElement).value || undefined) as ProductSort | undefined });
  }
}
