import { Component, input } from '@angular/core';

/** Says that there is nothing here, why, and what to do; the icon and the actions are projected. */
@Component({
  selector: 'shop-empty-state',
  template: `
    <span class="icon" aria-hidden="true"><ng-content select="svg" /></span>
    <h2>{{ heading() }}</h2>
    @if (text()) {
      <p>{{ text() }}</p>
    }
    <div class="actions"><ng-content /></div>
  `,
  styleUrl: './state.css',
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly text = input('');
}
