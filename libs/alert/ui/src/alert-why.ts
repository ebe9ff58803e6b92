import { Component, computed, input } from '@angular/core';
import type { AlertDetail } from '@shop/api';
import { clock } from './alert-words.js';

/** What happened to the review in each of the topics it went through. */
const steps: Readonly<Record<string, string>> = {
  reviews: 'Posted: the review as it came in.',
  reviews_clean: 'It is what a review should be; keyed by its author from here on.',
  enriched_reviews: 'Joined with the row of the customer that had arrived.',
  unhappy_vips: 'Kept, because the rule said so.',
};

/**
 * Why an alert was raised: the path of the review through the topics, each with its place in the log, the row of the
 * customer that the join used, and the rule that decided.
 */
@Component({
  selector: 'shop-alert-why',
  template: `
    <ol aria-label="The path of the review">
      @for (step of path(); track step.topic) {
        @if (step.topic === 'enriched_reviews') {
          <li class="side">
            <div class="head">
              <code class="topic">users</code>
              <code class="place">{{ place(why().userRow.position) }}</code>
            </div>
            <p>
              The row that the join used: <strong>{{ why().userRow.loyaltyStatus }}</strong>, as of {{ rowTime() }}.
            </p>
          </li>
        }
        @if (step.topic === 'unhappy_vips') {
          <li class="rule">
            <div class="head"><span class="label">The rule</span></div>
            <p>
              <code>{{ why().rule }}</code>
            </p>
          </li>
        }
        <li>
          <div class="head">
            <code class="topic">{{ step.topic }}</code>
            <code class="place">{{ place(step) }}</code>
          </div>
          <p>{{ step.words }}</p>
        </li>
      }
    </ol>
  `,
  styles: `
    :host {
      display: block;
      font: 400 13px/1.45 var(--mat-sys-body-medium-font, inherit);
    }
    ol {
      --line: var(--mat-sys-outline-variant);
      --dot: var(--mat-sys-primary);
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li {
      position: relative;
      padding: 0 0 14px 28px;
    }
    li::before {
      content: '';
      position: absolute;
      left: 8px;
      top: 6px;
      bottom: -6px;
      width: 2px;
      background: var(--line);
    }
    li:last-child::before {
      display: none;
    }
    li::after {
      content: '';
      position: absolute;
      left: 3px;
      top: 4px;
      width: 12px;
      height: 12px;
      box-sizing: border-box;
      border-radius: 50%;
      background: var(--dot);
      border: 2px solid var(--mat-sys-surface);
    }
    li:last-child::after {
      --dot: var(--ops-bad, var(--mat-sys-error));
    }
    .side {
      margin-inline-start: 26px;
    }
    .side::before {
      left: -18px;
      top: -14px;
      bottom: -6px;
    }
    .side::after {
      background: transparent;
      border: 2px solid var(--dot);
      left: 4px;
    }
    .side .head::before {
      content: '';
      position: absolute;
      left: -18px;
      top: 10px;
      width: 22px;
      height: calc(100% - 8px);
      border: 2px solid var(--line);
      border-inline-end: 0;
      border-block-end: 0;
      border-start-start-radius: 12px;
    }
    .rule::after {
      border-radius: 2px;
      transform: rotate(45deg) scale(0.82);
      background: var(--ops-warn, #b7791f);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 10px;
      align-items: baseline;
    }
    .topic,
    .label {
      font-weight: 600;
      font-size: 13px;
    }
    .place {
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
    }
    p {
      margin: 1px 0 0;
      color: var(--mat-sys-on-surface-variant);
    }
    p strong,
    p code {
      color: var(--mat-sys-on-surface);
    }
  `,
})
export class AlertWhy {
  readonly why = input.required<AlertDetail['why']>();

  protected readonly path = computed(() =>
    this.why().lineage.map((position) => ({ ...position, words: steps[position.topic] ?? '' })),
  );
  protected readonly rowTime = computed(() => clock(this.why().userRow.updatedAt));

  protected place({ partition, offset }: { partition: number; offset: string }): string {
    return `partition ${partition} · offset ${offset}`;
  }
}
