import { Component, computed, effect, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { LucideMoveHorizontal, LucidePause, LucidePlay, LucideX } from '@lucide/angular';
import type { Accepted, AuditEntry, ReaderInfo } from '@shop/api';
import { Notice, problemOf, sentenceOf } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';
import { LiveFeed } from '../live/live-feed.js';
import { auditLine } from './audit-words.js';
import { MoveDialog } from './move-dialog.js';
import { recordsWords, secondsWords } from './position-words.js';
import { ReaderAudit } from './reader-audit.js';
import { ReaderPositions } from './reader-positions.js';
import { ReaderSkips } from './reader-skips.js';
import { TrendMark } from './trend-mark.js';

/** What was asked of a reader, and what is known of its outcome. */
interface Wish {
  readonly wish: 'pause' | 'resume' | 'move';
  readonly kind: 'waiting' | 'problem' | 'done';
  readonly words: string;
  /** Where it was asked. */
  readonly position?: Accepted['position'];
}

const stateWords: Readonly<Record<ReaderInfo['state'], string>> = {
  running: 'Running',
  paused: 'Paused: it keeps its place and takes nothing.',
  away: 'Away: its group has no member now. It goes on from its position when it is back.',
  unknown: 'Unknown: nothing has been heard of it yet.',
};
/** A fold begins anew at each start, so it has no place that it could keep. */
const foldWords: Readonly<Record<ReaderInfo['state'], string>> = {
  running: 'Running. It keeps its state in the memory of its process, which alone knows how far it has read.',
  paused: stateWords.paused,
  away: 'Away: no process runs it now. It begins anew when it is back.',
  unknown: stateWords.unknown,
};

/** A reader: its state, where it stands in each partition, what can be asked of it, and what was. */
@Component({
  selector: 'ops-reader-panel',
  imports: [
    LucideMoveHorizontal,
    LucidePause,
    LucidePlay,
    LucideX,
    MatButton,
    MatIconButton,
    Notice,
    ReaderAudit,
    ReaderPositions,
    ReaderSkips,
    RouterLink,
    TrendMark,
  ],
  templateUrl: './reader-panel.html',
  styleUrl: './panel.css',
  styles: `
    .model {
      margin: var(--shop-space-2) 0 0;
    }
  `,
})
export class ReaderPanel {
  readonly name = input.required<string>();
  readonly reader = input<ReaderInfo>();
  readonly look = output<string>();
  readonly done = output();

  private readonly api = inject(ShopApi);
  protected readonly session = inject(Session);
  private readonly live = inject(LiveFeed);
  private readonly dialog = inject(MatDialog);
  protected readonly stateWords = stateWords;
  protected readonly words = ({ kind, state }: ReaderInfo) => (kind === 'fold' ? foldWords : stateWords)[state];
  protected readonly seconds = secondsWords;
  /** Some only write: then there is no position to show, and nothing to pause. */
  protected readonly isReader = computed(
    () => this.live.topics()?.some(({ readers }) => readers.includes(this.name())) ?? this.name().includes('.'),
  );
  /** Whether nobody but its process knows where it stands: then there is nothing to show. */
  protected readonly inMemory = computed(() => {
    const reader = this.reader();
    return reader?.kind === 'fold' && reader.lag === null;
  });
  protected readonly lag = computed(() => {
    const lag = this.reader()?.lag ?? null;
    return lag === null ? '?' : recordsWords(lag);
  });
  /** Whether there is a page about what it keeps. */
  protected readonly keepsReadModel = computed(() => this.live.projections()?.some(({ name }) => name === this.name()));
  private readonly wish = linkedSignal<string, Wish | undefined>({ source: this.name, computation: () => undefined });
  /** Undefined until it was loaded; null when that failed. */
  protected readonly audit = linkedSignal<string, readonly AuditEntry[] | null | undefined>({
    source: this.name,
    computation: () => undefined,
  });

  /** A wish to pause or go on that has come true needs no more words. */
  protected readonly said = computed((): Wish | undefined => {
    const wish = this.wish();
    if (wish?.kind !== 'waiting') return wish;
    if (wish.wish === 'move') return this.answered(wish) ?? wish;
    return (this.reader()?.state === 'paused') === (wish.wish === 'pause') ? undefined : wish;
  });
  protected readonly waiting = computed(() => this.said()?.kind === 'waiting');

  constructor() {
    effect(() => {
      const name = this.name();
      // While something is waited for, every sample may have brought the answer.
      if (this.waiting()) this.reader();
      if (this.isReader()) untracked(() => void this.loadAudit(name));
    });
  }

  protected async ask(wish: 'pause' | 'resume'): Promise<void> {
    const name = this.name();
    this.wish.set({ wish, kind: 'waiting', words: 'Sending…' });
    try {
      const accepted = await this.api.control(name, wish);
      if (name === this.name()) this.waitFor(wish, accepted);
    } catch (error) {
      const words = sentenceOf(problemOf(error));
      if (name === this.name()) this.wish.set({ wish, kind: 'problem', words });
    }
  }

  protected async move(reader: ReaderInfo): Promise<void> {
    const dialog = this.dialog.open<MoveDialog, ReaderInfo, Accepted>(MoveDialog, { data: reader, width: '38rem' });
    const accepted = await firstValueFrom(dialog.afterClosed());
    if (accepted && reader.name === this.name()) this.waitFor('move', accepted);
  }

  protected auditAgain(): void {
    void this.loadAudit(this.name());
  }

  private waitFor(wish: Wish['wish'], { position }: Accepted): void {
    const words = `Asked: ${position.topic}, offset ${position.offset}. Waiting for the reader to do it.`;
    this.wish.set({ wish, kind: 'waiting', words, position });
  }

  /** What the reader said to a wish. */
  private answered({ wish, position }: Wish): Wish | undefined {
    const entry = this.audit()?.find((each) => each.position.offset === position?.offset);
    const [line] = entry?.outcomes.map(auditLine) ?? [];
    return line && { wish, kind: line.tone === 'refused' ? 'problem' : 'done', words: `${line.words}.` };
  }

  private async loadAudit(name: string): Promise<void> {
    const items = await this.api.audit(name).then(
      (page) => page.items,
      () => null,
    );
    // What was known before is better than nothing.
    if (name === this.name()) this.audit.update((known) => items ?? known ?? null);
  }
}
