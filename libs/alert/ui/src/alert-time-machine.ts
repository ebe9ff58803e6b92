import { Component, computed, input, model } from '@angular/core';
import { momentAt, TimePlayer } from '@shop/design-system';
import { AlertHistory } from './alert-history.js';
import { momentsOfAlert } from './alert-moments.js';
import { AlertStatusChip } from './alert-status.js';
import { clock, type AlertStep } from './alert-words.js';

/** What has happened to an alert, and what it was at any moment: folded here by the same `evolve` as on the server. */
@Component({
  selector: 'shop-alert-time-machine',
  imports: [AlertHistory, AlertStatusChip, TimePlayer],
  template: `
    @if (moments().length > 1) {
      <shop-time-player [moments]="moments()" [(at)]="at" />
      <div class="columns">
        <section class="card" [class.past]="!isNow()" aria-label="The alert at this moment">
          <p class="stamp">{{ isNow() ? 'Now, after event ' : 'As it was after event ' }}{{ number() }}</p>
          @if (state(); as state) {
            @if (state.status !== 'absent') {
              <shop-alert-status [status]="state.status" />
            }
            <dl>
              <div>
                <dt>Seen by</dt>
                <dd>{{ state.acknowledgedBy ?? 'nobody' }}</dd>
              </div>
              <div>
                <dt>Assigned to</dt>
                <dd>{{ state.assignee === undefined ? 'nobody' : names()(state.assignee) }}</dd>
              </div>
              @if (state.snoozedUntil; as until) {
                <div>
                  <dt>Snoozed until</dt>
                  <dd>{{ clockOf(until) }}</dd>
                </div>
              }
            </dl>
          }
        </section>
        <shop-alert-history [events]="events()" [names]="names()" [number]="number()" />
      </div>
    } @else {
      <!-- There is no other moment to go to. -->
      <shop-alert-history [events]="events()" [names]="names()" />
    }
  `,
  styles: `
    :host {
      display: block;
      container: alert-machine / inline-size;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr);
      align-items: start;
      gap: var(--shop-space-5);
      margin-top: var(--shop-space-4);
    }
    .card {
      padding: var(--shop-space-4);
      border: 2px solid var(--mat-sys-primary);
      border-radius: var(--shop-radius-l);
      background: var(--shop-card);
      font-size: 0.875rem;
    }
    .past {
      border-color: var(--mat-sys-secondary);
      border-style: dashed;
    }
    .stamp {
      margin-bottom: var(--shop-space-2);
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.8125rem;
      font-weight: 560;
    }
    dl {
      display: grid;
      gap: var(--shop-space-1);
      margin: var(--shop-space-3) 0 0;
    }
    dl div {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 var(--shop-space-3);
    }
    dt {
      color: var(--mat-sys-on-surface-variant);
    }
    dd {
      margin: 0;
    }
    @container alert-machine (max-width: 36rem) {
      .columns {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class AlertTimeMachine {
  /** All events of the alert, in the order of the log. */
  readonly events = input.required<readonly AlertStep[]>();
  /** The name of a user id, or the id where no name is known. */
  readonly names = input<(userId: string) => string>((userId) => userId);
  /** The event number to look at; undefined is now. */
  readonly at = model<number>();

  protected readonly moments = computed(() => momentsOfAlert(this.events(), this.names()));
  protected readonly moment = computed(() => momentAt(this.moments(), this.at()));
  protected readonly state = computed(() => this.moment()?.state);
  protected readonly number = computed(() => this.moment()?.number ?? 0);
  protected readonly isNow = computed(() => this.number() >= this.moments().length - 1);
  protected readonly clockOf = (time: string) => clock(time);
}
