import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DeadLetterDetail } from '@shop/api';
import { RelativeTime } from '@shop/design-system';
import { Names } from '../alerts/names.js';
import { effectWords } from './send-back-words.js';

/** Where a dead letter came from and what was done about it: every time it was sent back, and what came of it. */
@Component({
  selector: 'ops-letter-history',
  imports: [RelativeTime, RouterLink],
  template: `
    @if (letter().sentBack.length) {
      <h2>Sent back</h2>
      <p>{{ words() }}</p>
      <ol>
        @for (sending of letter().sentBack; track $index) {
          <li>
            <span class="tabular">Round {{ sending.round }}</span>
            <span>
              {{ sending.edited ? 'An edited copy' : 'As it was' }}, by {{ names.nameOf()(sending.actor) }}
              <shop-time [time]="sending.time" />
            </span>
            <span>
              stands at <code>{{ sending.to.topic }}/{{ sending.to.partition }}&#64;{{ sending.to.offset }}</code>
            </span>
            @if (sending.edited && sending.eventId) {
              <span
                >as event <code>{{ sending.eventId }}</code></span
              >
            }
            @if (sending.cameBack; as id) {
              <a class="bad" [routerLink]="['/dead-letters/letters', id]">Failed again as another dead letter</a>
            } @else {
              <span class="good">No new dead letter</span>
            }
          </li>
        }
      </ol>
    }
  `,
  styles: `
    h2 {
      margin-bottom: var(--shop-space-1);
      font-size: 0.9375rem;
      letter-spacing: 0;
    }
    p {
      margin: 0 0 var(--shop-space-2);
      font-size: 0.875rem;
      overflow-wrap: anywhere;
    }
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 0.125rem var(--shop-space-4);
      padding: 0.5rem 0;
      border-top: 1px solid var(--mat-sys-outline-variant);
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
    .bad {
      color: var(--ops-bad);
    }
    .good {
      color: var(--ops-good);
    }
  `,
})
export class LetterHistory {
  readonly letter = input.required<DeadLetterDetail>();

  protected readonly names = inject(Names);
  protected readonly words = computed(() => effectWords(this.letter().sentBack));

  constructor() {
    effect(() => {
      for (const { actor } of this.letter().sentBack) void this.names.learn(actor);
    });
  }
}
