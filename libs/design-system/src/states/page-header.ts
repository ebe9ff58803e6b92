import { Component, input } from '@angular/core';

/** The heading of a page, with a sentence under it and projected actions beside it. Takes the focus on navigation. */
@Component({
  selector: 'shop-page-header',
  template: `
    <div>
      <h1 tabindex="-1">{{ heading() }}</h1>
      @if (lead()) {
        <p>{{ lead() }}</p>
      }
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      justify-content: space-between;
      gap: var(--shop-space-3);
      margin-bottom: var(--shop-space-5);
    }
    p {
      max-width: var(--shop-measure);
      margin-top: var(--shop-space-1);
      color: var(--mat-sys-on-surface-variant);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--shop-space-2);
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly lead = input('');
}
