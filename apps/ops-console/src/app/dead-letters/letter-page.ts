import { DecimalPipe } from '@angular/common';
import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { LucideArrowLeft, LucideDownload, LucidePencil, LucideUndo2 } from '@lucide/angular';
import type { DeadLetterDetail, Problem } from '@shop/api';
import { ErrorState, Notice, problemOf, RelativeTime, saveFile, sentenceOf, Skeleton } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';
import { bytesOf } from './hex.js';
import { LetterBytes } from './letter-bytes.js';
import { LetterHistory } from './letter-history.js';
import { LetterSchema } from './letter-schema.js';
import { SendBackDialog } from './send-back-dialog.js';
import { SendBackProgress } from './send-back-progress.js';
import { SendBacks, type SendBackWhat } from './send-backs.js';

const WHY_PUT_AWAY: Readonly<Record<string, string | undefined>> = {
  'handler.failed':
    'The record was understood, but its reader failed of it again and again, so it was left out. Mend the reader first: until then it fails of it again.',
  'record.skipped': 'An operator had its reader leave the record out.',
};

/** One dead letter: its bytes beside what was expected, what today’s schema says, and sending it back. */
@Component({
  selector: 'ops-dead-letter-page',
  imports: [
    ErrorState,
    LetterBytes,
    LetterHistory,
    LetterSchema,
    DecimalPipe,
    LucideArrowLeft,
    LucideDownload,
    LucidePencil,
    LucideUndo2,
    MatButton,
    Notice,
    RelativeTime,
    RouterLink,
    SendBackProgress,
    Skeleton,
  ],
  templateUrl: './letter-page.html',
  styleUrl: './letter-page.css',
})
export class LetterPage {
  /** From the address. */
  readonly id = input.required<string>();

  private readonly api = inject(ShopApi);
  protected readonly session = inject(Session);
  private readonly dialog = inject(MatDialog);
  private readonly sendBacks = inject(SendBacks);

  protected readonly letter = signal<DeadLetterDetail | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** Whether the whole record is being read where it was, how that went, or what it failed with. */
  protected readonly reading = signal(false);
  protected readonly read = linkedSignal<string, string>({ source: this.id, computation: () => '' });
  protected readonly unread = linkedSignal<string, Problem | undefined>({
    source: this.id,
    computation: () => undefined,
  });
  protected readonly sentenceOf = sentenceOf;
  /** Whether a copy is being edited; another letter begins without. */
  protected readonly editing = linkedSignal({ source: this.id, computation: () => false });
  /** What the copy says. */
  protected readonly draft = linkedSignal(() => draftOf(this.letter()?.text ?? ''));
  protected readonly group = computed(() => {
    const letter = this.letter();
    return letter && { ...only(letter), topic: letter.source.topic };
  });
  /** What isn't a matter of the schema is said in words. */
  protected readonly whyPutAway = computed(() => WHY_PUT_AWAY[this.letter()?.code ?? '']);
  protected readonly roundsLeft = computed(() => {
    const { rounds } = this.letter() ?? {};
    return rounds ? rounds.limit - rounds.used : 0;
  });

  constructor() {
    effect(() => {
      const id = this.id();
      this.sendBacks.ended();
      untracked(() => void this.load(id));
    });
  }

  protected async load(id: string): Promise<void> {
    try {
      const letter = await this.api.deadLetter(id);
      if (id !== this.id()) return;
      this.letter.set(letter);
      this.problem.set(undefined);
    } catch (error) {
      if (id === this.id()) this.problem.set(problemOf(error));
    }
  }

  /** Reads the record where it was and hands it to the browser as a file: it may be too large for a page. */
  protected async downloadWhole(): Promise<void> {
    const id = this.id();
    this.reading.set(true);
    this.unread.set(undefined);
    try {
      const { bytes, position } = await this.api.deadLetterSource(id);
      if (id !== this.id()) return;
      const value = bytesOf(bytes ?? '');
      const name = `${position.topic}-${position.partition}-${position.offset}.bin`;
      saveFile(name, new Blob([value.slice()]));
      this.read.set(`${value.length.toLocaleString('en-GB')} bytes are in ${name}.`);
    } catch (error) {
      if (id === this.id()) this.unread.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }

  protected sendAsItWas(): void {
    this.ask({ ids: [this.id()] });
  }

  protected sendEdited(): void {
    this.ask({ edited: { id: this.id(), text: this.draft() } });
  }

  private ask(what: SendBackWhat): void {
    const dialog = this.dialog.open<SendBackDialog, SendBackWhat, boolean>(SendBackDialog, {
      data: what,
      width: '38rem',
      autoFocus: 'dialog',
    });
    dialog.afterClosed().subscribe((sent) => sent && this.editing.set(false));
  }
}

function only({ reader, code, producer }: DeadLetterDetail) {
  return { reader, code, producer };
}

/** The text of a copy to begin with: indented where it is JSON. */
function draftOf(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
