import { Component, computed, effect, inject, input } from '@angular/core';
import type { RebuildOutcome } from '@shop/api';
import { Notice, RelativeTime } from '@shop/design-system';
import { Names } from '../alerts/names.js';
import { countWords, outcomeWords } from './projection-words.js';

/** How the last rebuild of a read model ended: its tables before and after, at which positions, by whom. */
@Component({
  selector: 'ops-rebuild-outcome',
  imports: [Notice, RelativeTime],
  templateUrl: './rebuild-outcome.html',
  styleUrl: './rebuild-outcome.css',
})
export class RebuildOutcomeView {
  readonly outcome = input.required<RebuildOutcome>();

  private readonly names = inject(Names);
  protected readonly words = computed(() => outcomeWords(this.outcome()));
  protected readonly count = countWords;
  protected readonly kind = computed(() => {
    const { result } = this.outcome();
    return result === 'rebuilt' ? 'done' : result === 'failed' ? 'problem' : 'info';
  });
  protected readonly whose = computed(() => {
    const { by } = this.outcome();
    return by === null ? 'by the service itself, for a changed projection' : `wanted by ${this.names.nameOf()(by)}`;
  });
  /** Tables of another version have nothing to be compared with. */
  protected readonly compared = computed(() => this.outcome().tables.some(({ before }) => before !== undefined));

  constructor() {
    effect(() => {
      const { by } = this.outcome();
      if (by !== null) void this.names.learn(by);
    });
  }
}
