import { Component, computed, input } from '@angular/core';
import { clock, stepWords, writtenIn, type AlertStep } from './alert-words.js';

/** Everything that happened to an alert, newest last: what, by whom, when, and where it stands in the log. */
@Component({
  selector: 'shop-alert-history',
  template: `
    <ol aria-label="History">
      @for (line of lines(); track line.id) {
        <li
          [class.ignored]="line.ignored"
          [class.later]="line.number > number()"
          [attr.aria-current]="line.number === number() ? 'step' : null"
        >
          <div class="head">
            <span
              ><strong>{{ line.what }}</strong> by {{ line.who }}</span
            >
            <time [attr.datetime]="line.time" [title]="line.place">{{ line.at }}</time>
          </div>
          @if (line.written; as written) {
            <blockquote>{{ written }}</blockquote>
          }
          @if (line.ignored; as ignored) {
            <p class="why">
              Changed nothing: {{ ignored.reason }} <code>{{ ignored.code }}</code>
            </p>
          }
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 8px;
      font: 400 13px/1.45 var(--mat-sys-body-medium-font, inherit);
    }
    .head {
      display: flex;
      justify-content: space-between;
      gap: 12px;
    }
    strong {
      font-weight: 600;
    }
    time,
    .why {
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    li {
      padding-inline-start: 10px;
      border-inline-start: 3px solid transparent;
    }
    li[aria-current] {
      border-color: var(--mat-sys-primary);
    }
    .later {
      color: var(--mat-sys-on-surface-variant);
      border-inline-start-style: dotted;
      border-color: var(--mat-sys-outline-variant);
    }
    .ignored strong {
      text-decoration: line-through;
    }
    .why {
      margin: 0;
      white-space: normal;
    }
    blockquote {
      margin: 3px 0 0;
      padding: 2px 0 2px 10px;
      border-inline-start: 2px solid var(--mat-sys-outline-variant);
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
  `,
})
export class AlertHistory {
  readonly events = input.required<readonly AlertStep[]>();
  /** The number of the event that is looked at; those after it stand back. */
  readonly number = input(Number.POSITIVE_INFINITY);
  /** The name of a user id, or the id where no name is known. */
  readonly names = input<(userId: string) => string>((userId) => userId);

  protected readonly lines = computed(() =>
    this.events().map((step) => ({
      id: step.id,
      number: step.number,
      time: step.time,
      what: stepWords(step, this.names()),
      who: step.actor,
      at: clock(step.time),
      place: `${step.position.topic}, partition ${step.position.partition}, offset ${step.position.offset}`,
      written: writtenIn(step),
      ignored: step.ignored,
    })),
  );
}
