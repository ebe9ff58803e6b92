import { Component, computed, effect, inject, input } from '@angular/core';
import { LucideCheck, LucideCircleX, LucideClock } from '@lucide/angular';
import type { AuditEntry } from '@shop/api';
import { RelativeTime } from '@shop/design-system';
import { Names } from '../alerts/names.js';
import { auditLine } from './audit-words.js';

/** What a reader answers. A letter that was sent back and a record that is to be left out are done with that. */
const ANSWERED = /^(?!RecordSkip).*Requested$/;

/** Who asked what of a reader, and what came of it. */
@Component({
  selector: 'ops-reader-audit',
  imports: [LucideCheck, LucideCircleX, LucideClock, RelativeTime],
  template: `
    <ol>
      @for (entry of lines(); track entry.id) {
        <li>
          <p class="asked">
            <strong>{{ entry.words }}</strong>
            <shop-time [time]="entry.time" />
          </p>
          <p class="muted">by {{ entry.who }}, offset {{ entry.position.offset }}</p>
          @for (outcome of entry.outcomes; track outcome.id) {
            <p class="outcome" [class]="outcome.tone">
              @if (outcome.tone === 'refused') {
                <svg lucideCircleX [size]="14"></svg>
              } @else {
                <svg lucideCheck [size]="14"></svg>
              }
              {{ outcome.words }}
            </p>
          } @empty {
            @if (entry.open) {
              <p class="outcome"><svg lucideClock [size]="14"></svg> Nobody has answered yet</p>
            }
          }
        </li>
      } @empty {
        <li class="muted">Nothing was ever asked of it.</li>
      }
    </ol>
  `,
  styles: `
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
      font-size: 0.8125rem;
    }
    li {
      padding: 0.375rem 0;
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .asked {
      display: flex;
      justify-content: space-between;
      gap: var(--shop-space-2);
    }
    .asked shop-time,
    .muted {
      flex: none;
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.75rem;
    }
    .outcome {
      display: flex;
      gap: 0.375rem;
      margin-top: 0.125rem;
    }
    .outcome svg {
      flex: none;
      margin-top: 0.1875rem;
    }
    .done svg {
      color: var(--ops-good);
    }
    .refused svg {
      color: var(--mat-sys-error);
    }
  `,
})
export class ReaderAudit {
  readonly entries = input.required<readonly AuditEntry[]>();

  private readonly names = inject(Names);
  protected readonly lines = computed(() => {
    const nameOf = this.names.nameOf();
    return this.entries().map((entry) => {
      const { words, tone } = auditLine(entry);
      const outcomes = entry.outcomes.map((outcome) => ({ id: outcome.id, ...auditLine(outcome) }));
      const open = tone === 'asked' && ANSWERED.test(entry.type);
      return { ...entry, words, outcomes, open, who: nameOf(entry.by) };
    });
  });

  constructor() {
    effect(() => {
      for (const { by, type } of this.entries()) if (type.endsWith('Requested')) void this.names.learn(by);
    });
  }
}
