import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Extendable } from '../http/further-pages.js';
import { Notice } from './notice.js';

/**
 * The end of a list that goes on: a button for the next page. What the next page failed with is said right here, where the
 * button was pressed, and the same button tries again. Nothing while there is no further page.
 */
@Component({
  selector: 'shop-more',
  imports: [MatButton, Notice],
  template: `
    @let list = this.list();
    @if (list.hasMore()) {
      @if (list.moreProblem(); as problem) {
        <shop-notice kind="problem">
          <strong>{{ problem.title }}.</strong> {{ problem.detail }} <code>{{ problem.code }}</code>
        </shop-notice>
      }
      <p>
        <button matButton="outlined" type="button" [attr.aria-busy]="list.loadingMore()" (click)="list.more()">
          {{ list.loadingMore() ? 'Loading…' : list.moreProblem() ? 'Try again' : label() }}
        </button>
        <ng-content />
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--shop-space-3);
    }
    :host:not(:empty) {
      margin-top: var(--shop-space-4);
    }
    p {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: var(--shop-space-4);
    }
  `,
})
export class More {
  readonly list = input.required<Extendable>();
  /** What the button says: `Show more`. */
  readonly label = input('Show more');
}
