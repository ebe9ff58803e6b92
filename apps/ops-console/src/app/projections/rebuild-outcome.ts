import { Component, computed, effect, inject, input } from '@angular/core';
import type { RebuildOutcome } from '@shop/api';
import { Notice, RelativeTime } from '@shop/design-system';
import { Names } from '../alerts/names.js';
import { countWords, differingWords, outcomeWords } from './projection-words.js';

/** Who wants what ops-api has verified at intervals. */
const SCHEDULE = 'ops-api';

/** How the last rebuild or verification of a read model ended: its tables before and after, at which positions, by whom. */
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
  protected readonly differingWords = differingWords;
  protected readonly differs = computed(() => this.outcome().tables.some(({ equal }) => equal === false));
  /** What was built answers only after a rebuild. */
  protected readonly heads = computed(() =>
    this.outcome().result === 'rebuilt'
      ? { before: 'Rows before', beforeSum: 'before', now: 'Rows now', nowSum: 'now' }
      : { before: 'Rows that answer', beforeSum: 'that answers', now: 'Rows by the log', nowSum: 'by the log' },
  );
  protected readonly kind = computed(() => {
    const { result } = this.outcome();
    if (result === 'verified') return this.differs() ? 'problem' : 'done';
    return result === 'rebuilt' ? 'done' : result === 'failed' ? 'problem' : 'info';
  });
  protected readonly whose = computed(() => {
    const { by } = this.outcome();
    if (by === SCHEDULE) return 'wanted by the schedule';
    return by === null ? 'by the service itself, for a changed projection' : `wanted by ${this.names.nameOf()(by)}`;
  });
  /** Tables of another version have nothing to be compared with. */
  protected readonly compared = computed(() => this.outcome().tables.some(({ before }) => before !== undefined));

  constructor() {
    effect(() => {
      const { by } = this.outcome();
      if (by !== null && by !== SCHEDULE) void this.names.learn(by);
    });
  }
}
