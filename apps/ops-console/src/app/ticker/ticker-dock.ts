import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideChevronDown, LucideChevronUp } from '@lucide/angular';
import { EventChip, RelativeTime } from '@shop/design-system';
import { LiveFeed } from '../live/live-feed.js';
import { Preferences } from '../shell/preferences.js';
import { historyLinkOf } from './history-link.js';

/** What happens in the shop, as it happens: the newest event in one line, or the last sixty. Folded from the log in memory. */
@Component({
  selector: 'ops-ticker-dock',
  imports: [EventChip, LucideChevronDown, LucideChevronUp, RelativeTime, RouterLink],
  template: `
    <section aria-label="Ticker of events">
      <div class="bar">
        <span class="label" aria-hidden="true">Events</span>
        @if (newest(); as entry) {
          <shop-event-chip [type]="entry.type" />
          <span class="summary">{{ entry.summary }}</span>
          <shop-time class="when" [time]="entry.time" />
        } @else {
          <span class="summary muted">{{
            live.isLive() ? 'Nothing has happened since the console connected.' : 'Not connected.'
          }}</span>
        }
        <button
          type="button"
          [attr.aria-label]="open() ? 'Fewer events' : 'More events'"
          [attr.aria-expanded]="open()"
          aria-controls="ticker-list"
          (click)="preferences.toggle('ticker')"
        >
          @if (open()) {
            <svg lucideChevronDown [size]="18"></svg>
          } @else {
            <svg lucideChevronUp [size]="18"></svg>
          }
        </button>
      </div>
      @if (open()) {
        <ol id="ticker-list" tabindex="0" aria-label="Newest events">
          @for (
            entry of entries();
            track entry.position.topic + entry.position.partition + '/' + entry.position.offset
          ) {
            <li>
              <shop-event-chip [type]="entry.type" />
              <span class="summary">
                @if (entry.link; as link) {
                  <a [routerLink]="link.path" [queryParams]="link.query">{{ entry.summary || 'its history' }}</a>
                } @else {
                  {{ entry.summary }}
                }
              </span>
              <code>{{ entry.position.topic }}/{{ entry.position.partition }}&#64;{{ entry.position.offset }}</code>
              <shop-time class="when" [time]="entry.time" />
            </li>
          } @empty {
            <li class="muted">Add something to a basket in the shop: it shows up here.</li>
          }
        </ol>
      }
    </section>
  `,
  styleUrl: './ticker-dock.css',
})
export class TickerDock {
  protected readonly live = inject(LiveFeed);
  protected readonly preferences = inject(Preferences);
  protected readonly open = this.preferences.of('ticker');
  protected readonly entries = computed(() =>
    this.live.ticker().map((entry) => ({ ...entry, link: historyLinkOf(entry) })),
  );
  protected readonly newest = computed(() => this.live.ticker()[0]);
}
