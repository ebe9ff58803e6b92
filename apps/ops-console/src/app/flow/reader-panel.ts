import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucidePause, LucidePlay, LucideX } from '@lucide/angular';
import type { ReaderInfo } from '@shop/api';
import { Notice, problemOf } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { lagWords } from './flow-words.js';

/** What was asked of a reader, and what is known of its outcome. */
interface Wish {
  readonly wish: 'pause' | 'resume';
  readonly kind: 'waiting' | 'problem';
  readonly words: string;
}

const stateWords: Readonly<Record<ReaderInfo['state'], string>> = {
  running: 'Running',
  paused: 'Paused: it keeps its place and takes nothing.',
  away: 'Away: its group has no member now. It goes on from its position when it is back.',
  unknown: 'Unknown: nothing has been heard of it yet.',
};

/** A reader: its state, where it stands in each partition, and the wish to pause it or let it go on. */
@Component({
  selector: 'ops-reader-panel',
  imports: [LucidePause, LucidePlay, LucideX, MatButton, MatIconButton, Notice, RouterLink],
  template: `
    <header>
      <h2>{{ name() }}</h2>
      <button matIconButton type="button" aria-label="Close" (click)="done.emit()">
        <svg lucideX [size]="18"></svg>
      </button>
    </header>
    @if (reader(); as reader) {
      <p>{{ stateWords[reader.state] }}</p>
      <dl>
        <div>
          <dt>Behind, in all</dt>
          <dd class="tabular">{{ lag() }}</dd>
        </div>
        <div>
          <dt>Process</dt>
          <dd>{{ reader.app }}</dd>
        </div>
      </dl>
      <div class="actions">
        @if (reader.state === 'paused') {
          <button matButton="filled" type="button" [disabled]="waiting()" (click)="ask('resume')">
            <svg lucidePlay [size]="18"></svg> Let it go on
          </button>
        } @else {
          <button
            matButton="outlined"
            type="button"
            [disabled]="waiting() || reader.state === 'away'"
            (click)="ask('pause')"
          >
            <svg lucidePause [size]="18"></svg> Pause
          </button>
        }
      </div>
      @if (said(); as said) {
        <shop-notice [kind]="said.kind">{{ said.words }}</shop-notice>
      }
      @if (keepsReadModel()) {
        <p class="model">
          <a routerLink="/projections" [queryParams]="{ at: reader.name }">Its read model, and building it anew</a>
        </p>
      }
      <h3>Reads</h3>
      <p class="links">
        @for (topic of reader.topics; track topic) {
          <button type="button" (click)="look.emit('topic:' + topic)">{{ topic }}</button>
        }
      </p>
      <h3>Positions</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="Positions">
        <table class="ops-table">
          <thead>
            <tr>
              <th scope="col">Partition</th>
              <th scope="col" class="number">Position</th>
              <th scope="col" class="number">End</th>
              <th scope="col" class="number">Behind</th>
            </tr>
          </thead>
          <tbody>
            @for (row of reader.partitions; track row.topic + row.partition) {
              <tr>
                <th scope="row">{{ row.topic }} {{ row.partition }}</th>
                <td class="number">{{ words(row.position) }}</td>
                <td class="number">{{ words(row.end) }}</td>
                <td class="number">{{ words(row.lag) }}</td>
              </tr>
            } @empty {
              <tr>
                <td colspan="4" class="muted">No positions are known.</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    } @else if (isReader()) {
      <p>{{ stateWords.unknown }}</p>
    } @else {
      <p>A process that writes to topics. It reads none of those that are drawn here under this name.</p>
    }
  `,
  styleUrl: './panel.css',
  styles: `
    .ops-table {
      font-size: 0.8125rem;
    }
    .ops-table th,
    .ops-table td {
      padding: 0.25rem 0.375rem;
    }
    .model {
      margin-top: var(--shop-space-3);
    }
    tbody th {
      font-weight: 450;
    }
  `,
})
export class ReaderPanel {
  readonly name = input.required<string>();
  readonly reader = input<ReaderInfo>();
  readonly look = output<string>();
  readonly done = output();

  private readonly api = inject(ShopApi);
  private readonly live = inject(LiveFeed);
  protected readonly stateWords = stateWords;
  protected readonly words = lagWords;
  protected readonly isReader = computed(() => this.name().includes('.'));
  protected readonly lag = computed(() => lagWords(this.reader()?.lag ?? null));
  protected readonly keepsReadModel = computed(() => this.live.projections()?.some(({ name }) => name === this.name()));
  private readonly wish = linkedSignal<string, Wish | undefined>({ source: this.name, computation: () => undefined });

  /** A wish that has come true needs no more words. */
  protected readonly said = computed(() => {
    const wish = this.wish();
    const paused = this.reader()?.state === 'paused';
    return wish?.kind === 'waiting' && paused === (wish.wish === 'pause') ? undefined : wish;
  });
  protected readonly waiting = computed(() => this.said()?.kind === 'waiting');

  protected async ask(wish: 'pause' | 'resume'): Promise<void> {
    const name = this.name();
    this.wish.set({ wish, kind: 'waiting', words: 'Sending…' });
    try {
      const { position } = await this.api.control(name, wish);
      const words = `Asked: ${position.topic}, offset ${position.offset}. Waiting for the reader to do it.`;
      if (name === this.name()) this.wish.set({ wish, kind: 'waiting', words });
    } catch (error) {
      const { title, detail } = problemOf(error);
      if (name === this.name()) this.wish.set({ wish, kind: 'problem', words: `${title}. ${detail}` });
    }
  }
}
