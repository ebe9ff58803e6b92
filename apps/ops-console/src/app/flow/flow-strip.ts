import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LiveFeed } from '../live/live-feed.js';
import { summarise } from './flow-summary.js';

/**
 * One line on all that flows: what isn't understood, connectors that don't work, or else whether readers are caught up. Honest while the console
 * itself is cut off.
 */
@Component({
  selector: 'ops-flow-strip',
  imports: [RouterLink],
  host: { '[attr.data-tone]': 'tone()', '[class.compact]': 'compact()' },
  template: `
    @if (compact()) {
      <a [routerLink]="link()" [title]="words()"
        ><span class="mark" aria-hidden="true"></span><span class="words long">{{ words() }}</span
        ><span class="words short" aria-hidden="true">{{ short() }}</span></a
      >
    } @else {
      <p role="status">
        <span class="mark" aria-hidden="true"></span><span>{{ words() }}</span>
        @if (link() !== '/flow') {
          <a [routerLink]="link()">Dead letters</a>
        }
      </p>
    }
  `,
  styles: `
    :host {
      --tone: var(--ops-unknown);
      display: block;
      font-size: 0.8125rem;
    }
    :host([data-tone='calm']) {
      --tone: var(--ops-good);
    }
    :host([data-tone='busy']) {
      --tone: var(--ops-warn);
    }
    :host([data-tone='trouble']) {
      --tone: var(--ops-bad);
    }
    a,
    p {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      color: inherit;
    }
    p {
      padding: 0.5rem 0.875rem;
      border-radius: var(--shop-radius-m);
      background: color-mix(in srgb, var(--tone) 13%, transparent);
      font-size: 0.9375rem;
      font-weight: 550;
    }
    a {
      padding: 0.1875rem 0.5rem;
      text-decoration: none;
      border-radius: var(--shop-radius-s);
    }
    a:hover {
      background: var(--mat-sys-surface-container);
    }
    .words {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .short {
      display: none;
    }
    @media (max-width: 56rem) {
      .long {
        position: absolute;
        width: 1px;
        height: 1px;
        clip-path: inset(50%);
      }
      .short {
        display: inline;
      }
    }
    .mark {
      flex: none;
      width: 0.625rem;
      height: 0.625rem;
      border: 2px solid var(--tone);
      border-radius: 50%;
    }
    :host([data-tone='calm']) .mark {
      background: var(--tone);
    }
    :host([data-tone='trouble']) .mark {
      border-radius: 0;
      transform: rotate(45deg) scale(0.85);
      background: var(--tone);
    }
    :host([data-tone='busy']) .mark {
      background: linear-gradient(0deg, var(--tone) 50%, transparent 50%);
    }
  `,
})
export class FlowStrip {
  /** A link of one line for the head of the console. */
  readonly compact = input(false);

  private readonly live = inject(LiveFeed);
  private readonly summary = computed(() => summarise(this.live.readers(), this.live.troubles()));
  protected readonly link = computed(() => this.summary().link);
  protected readonly tone = computed(() => (this.live.isLive() ? this.summary().tone : 'unknown'));
  protected readonly short = computed(() => (this.live.isLive() ? this.summary().short : 'Unknown'));
  protected readonly words = computed(() => {
    const { words } = this.summary();
    return this.live.isLive() || !this.live.readers() ? words : `When last heard of: ${words}`;
  });
}
