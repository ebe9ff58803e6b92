import { Component, computed, effect, inject, input, linkedSignal, output, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { LucideBan, LucideUndo2 } from '@lucide/angular';
import type { Accepted, ReaderInfo, SkippedRecord } from '@shop/api';
import { Notice, problemOf, RelativeTime, sentenceOf } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { Names } from '../alerts/names.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { Session } from '../session/session.js';
import { SkipDialog } from './skip-dialog.js';
import { skipLine } from './skip-words.js';
import { TakeBackDialog, type LeftOut } from './take-back-dialog.js';

/** The records that a reader leaves out, and how to add one and to take one back. */
@Component({
  selector: 'ops-reader-skips',
  imports: [LucideBan, LucideUndo2, MatButton, Notice, RelativeTime, RouterLink],
  template: `
    @if (skips(); as skips) {
      <ul>
        @for (line of lines(); track line.key) {
          <li>
            <p class="asked">
              <strong>{{ line.place }}</strong>
              <shop-time [time]="line.since" />
            </p>
            <p>{{ line.words }}</p>
            <p class="muted">by {{ line.who }}</p>
            <p class="acts">
              <a [routerLink]="['/dead-letters', 'letters', line.letter]">Its dead letter</a>
              @if (session.mayAct()) {
                <button
                  matButton
                  type="button"
                  [attr.aria-label]="'Take back ' + line.place"
                  (click)="takeBack(line.skip)"
                >
                  <svg lucideUndo2 [size]="16"></svg> Take back…
                </button>
              }
            </p>
          </li>
        } @empty {
          <li class="muted">It leaves out nothing.</li>
        }
      </ul>
    } @else if (skips() === null) {
      <p class="muted">This could not be loaded. It is tried again when something is asked.</p>
    } @else {
      <p class="muted">Loading…</p>
    }
    @if (problem(); as problem) {
      <shop-notice kind="problem">{{ problem }}</shop-notice>
    }
    @if (session.mayAct() && reader().partitions.length > 0) {
      <button matButton="outlined" type="button" (click)="skip()">
        <svg lucideBan [size]="18"></svg> Leave out a record…
      </button>
    }
  `,
  styles: `
    ul {
      margin: 0 0 var(--shop-space-2);
      padding: 0;
      list-style: none;
      font-size: 0.8125rem;
    }
    li {
      padding: 0.375rem 0;
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .asked,
    .acts {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--shop-space-2);
    }
    .asked shop-time,
    .muted {
      flex: none;
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.75rem;
    }
    shop-notice {
      margin-bottom: var(--shop-space-2);
    }
  `,
})
export class ReaderSkips {
  readonly reader = input.required<ReaderInfo>();
  readonly asked = output();

  private readonly api = inject(ShopApi);
  private readonly dialog = inject(MatDialog);
  private readonly live = inject(LiveFeed);
  private readonly names = inject(Names);
  protected readonly session = inject(Session);
  private readonly name = computed(() => this.reader().name);
  /** Whatever changes them stands in this topic. */
  private readonly told = computed(() => this.live.topics()?.find(({ name }) => name === 'control_events')?.records);
  /** Undefined until they were loaded; null when that failed. */
  protected readonly skips = linkedSignal<string, readonly SkippedRecord[] | null | undefined>({
    source: this.name,
    computation: () => undefined,
  });
  protected readonly problem = signal<string | undefined>(undefined);
  protected readonly lines = computed(() => {
    const nameOf = this.names.nameOf();
    return (this.skips() ?? []).map((skip) => ({ skip, ...skipLine(skip, this.name()), who: nameOf(skip.by) }));
  });

  constructor() {
    effect(() => {
      const name = this.name();
      this.told();
      untracked(() => void this.load(name));
    });
    effect(() => {
      for (const { by, code } of this.skips() ?? []) if (code === 'record.skipped') void this.names.learn(by);
    });
  }

  protected async skip(): Promise<void> {
    const reader = this.reader();
    const dialog = this.dialog.open<SkipDialog, ReaderInfo, Accepted>(SkipDialog, { data: reader, width: '34rem' });
    if (await firstValueFrom(dialog.afterClosed())) await this.changed(reader.name);
  }

  protected async takeBack(skip: SkippedRecord): Promise<void> {
    const name = this.name();
    const dialog = this.dialog.open<TakeBackDialog, LeftOut, boolean>(TakeBackDialog, {
      data: { skip, kind: this.reader().kind },
      width: '34rem',
    });
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    try {
      await this.api.takeBackSkip(name, skip.position);
      await this.changed(name);
    } catch (error) {
      this.problem.set(sentenceOf(problemOf(error)));
    }
  }

  private async changed(name: string): Promise<void> {
    this.problem.set(undefined);
    this.asked.emit();
    await this.load(name);
  }

  private async load(name: string): Promise<void> {
    const items = await this.api.skips(name).then(
      (page) => page.items,
      () => null,
    );
    // What was known before is better than nothing.
    if (name === this.name()) this.skips.update((known) => items ?? known ?? null);
  }
}
