import { Component, computed, input } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { ProjectionInfo } from '@shop/api';
import { doneWords, leftWords, percentOf, rateWords, underWayWords } from './projection-words.js';

/** What is under way with a read model: how far, how fast, how long yet. */
@Component({
  selector: 'ops-rebuild-progress',
  imports: [MatProgressBar],
  template: `
    <p>{{ words() }}</p>
    <mat-progress-bar
      [mode]="percent() === undefined ? (moves() ? 'indeterminate' : 'determinate') : 'determinate'"
      [value]="percent() ?? 0"
      [attr.aria-label]="label()"
      [attr.aria-valuetext]="facts()"
    />
    <p class="facts tabular" aria-hidden="true">{{ facts() }}</p>
    @if (!live()) {
      <p class="stale">The console is cut off: this is how it stood when something was heard last.</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--shop-space-1);
      font-size: 0.875rem;
    }
    .facts,
    .stale {
      min-height: 1.25rem;
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.8125rem;
    }
    .stale {
      color: var(--ops-warn);
    }
  `,
})
export class RebuildProgressBar {
  readonly projection = input.required<ProjectionInfo>();
  /** Whether what is shown is as it is now. */
  readonly live = input(true);

  protected readonly label = computed(() => {
    const { name, building, requested } = this.projection();
    return `${(building ?? requested)?.purpose === 'verify' ? 'Verification' : 'Rebuild'} of ${name}`;
  });
  protected readonly words = computed(() => underWayWords(this.projection()));
  protected readonly moves = computed(() => this.live() && this.projection().readerState !== 'away');
  protected readonly percent = computed(() => {
    const { building } = this.projection();
    return building && percentOf(building);
  });
  protected readonly facts = computed(() => {
    const { building } = this.projection();
    return building
      ? [doneWords(building), rateWords(building), leftWords(building)].filter(Boolean).join(' · ')
      : 'Not begun yet';
  });
}
