import { Component, computed, inject } from '@angular/core';
import { clock } from '@shop/alert-ui';
import { AlertsFeed } from '../alerts/alerts-feed.js';
import { LiveFeed } from '../live/live-feed.js';
import { connectionWords } from './connection-words.js';

/** Whether what is on the screen is live: the worse of the two connections, in one word and a shape. */
@Component({
  selector: 'ops-connection-pill',
  host: { role: 'status', '[attr.data-kind]': 'worst().kind', '[title]': 'details()' },
  template: `<span class="dot" aria-hidden="true"></span><span>{{ words() }}</span
    ><span class="visually-hidden">. {{ details() }}</span>`,
  styles: `
    :host {
      --tone: var(--ops-warn);
      display: inline-flex;
      align-items: center;
      gap: 0.4375rem;
      padding: 0.125rem 0.625rem 0.125rem 0.5rem;
      border: 1px solid color-mix(in srgb, var(--tone) 45%, transparent);
      border-radius: var(--shop-radius-full);
      font-size: 0.75rem;
      font-weight: 600;
      line-height: 1.25rem;
      white-space: nowrap;
    }
    :host([data-kind='live']) {
      --tone: var(--ops-good);
    }
    :host([data-kind='offline']) {
      --tone: var(--ops-bad);
      background: color-mix(in srgb, var(--tone) 12%, transparent);
    }
    .dot {
      width: 0.5rem;
      height: 0.5rem;
      border-radius: 50%;
      background: var(--tone);
    }
    :host([data-kind='live']) .dot {
      animation: breathe 2.4s ease-in-out infinite;
    }
    :host([data-kind='offline']) .dot {
      border-radius: 1px;
    }
    @keyframes breathe {
      50% {
        box-shadow: 0 0 0 4px color-mix(in srgb, var(--tone) 22%, transparent);
      }
    }
  `,
})
export class ConnectionPill {
  private readonly alerts = inject(AlertsFeed).state;
  private readonly live = inject(LiveFeed).state;

  protected readonly worst = computed(() => {
    const order = ['offline', 'reconnecting', 'connecting', 'live'];
    const [a, b] = [this.alerts(), this.live()];
    return order.indexOf(a.kind) <= order.indexOf(b.kind) ? a : b;
  });
  protected readonly words = computed(() => connectionWords(this.worst(), clock));
  protected readonly details = computed(
    () => `Alerts: ${connectionWords(this.alerts(), clock)}. Figures: ${connectionWords(this.live(), clock)}.`,
  );
}
