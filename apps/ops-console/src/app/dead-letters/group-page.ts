import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { LucideArrowLeft, LucideMailCheck, LucideUndo2 } from '@lucide/angular';
import type { DeadLetter, DeadLetterGroup, DeadLetterGroupKey } from '@shop/api';
import { EmptyState, ErrorState, More, Notice, RelativeTime, Skeleton } from '@shop/design-system';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';
import { LiveFeed } from '../live/live-feed.js';
import { injectShortcuts } from '../shell/shortcuts.js';
import { SendBackDialog } from './send-back-dialog.js';
import { SendBackProgress } from './send-back-progress.js';
import { SendBacks, type SendBackWhat } from './send-backs.js';
import { letterCount, sameGroup } from './send-back-words.js';

/** How many can be sent by their ids; more are sent as a group. */
const MOST_CHOSEN = 200;

/** The dead letters of one group: some or all of those that wait can be sent back. */
@Component({
  selector: 'ops-dead-letter-group-page',
  imports: [
    EmptyState,
    ErrorState,
    More,
    LucideArrowLeft,
    LucideMailCheck,
    LucideUndo2,
    MatButton,
    Notice,
    RelativeTime,
    RouterLink,
    SendBackProgress,
    Skeleton,
  ],
  templateUrl: './group-page.html',
  styleUrl: './group-page.css',
})
export class GroupPage {
  /** From the address: the four that make a group. */
  readonly reader = input('');
  readonly code = input('');
  readonly producer = input('');
  readonly topic = input('');

  private readonly api = inject(ShopApi);
  protected readonly session = inject(Session);
  private readonly live = inject(LiveFeed);
  private readonly dialog = inject(MatDialog);
  private readonly sendBacks = inject(SendBacks);

  private readonly key = computed<DeadLetterGroupKey>(() => ({
    reader: this.reader(),
    code: this.code(),
    producer: this.producer(),
    topic: this.topic(),
  }));
  protected readonly list = new PagedList<DeadLetter>((cursor) =>
    this.api.deadLetters({ ...this.key(), cursor, limit: 50 }),
  );
  private readonly groups = new PagedList<DeadLetterGroup>((cursor) =>
    this.api.deadLetterGroups({ cursor, limit: 100 }),
  );
  protected readonly group = computed(() => this.groups.items().find((group) => sameGroup(group, this.key())));
  protected readonly reason = computed(() => this.group()?.returnable.reason);
  private readonly total = computed(
    () => this.live.topics()?.find(({ name }) => name === 'dead_letters')?.offsets ?? undefined,
  );

  /** Which letters are chosen; another group begins with none. */
  protected readonly chosen = linkedSignal<DeadLetterGroupKey, ReadonlySet<string>>({
    source: this.key,
    computation: () => new Set<string>(),
  });
  private readonly waiting = computed(() => this.list.items().filter(({ state }) => state === 'waiting'));
  protected readonly allChosen = computed(
    () => this.waiting().length > 0 && this.waiting().every(({ id }) => this.chosen().has(id)),
  );
  protected readonly tooMany = computed(() => this.chosen().size > MOST_CHOSEN);
  protected readonly letterCount = letterCount;

  constructor() {
    effect(() => {
      this.key();
      this.total();
      this.sendBacks.ended();
      void this.list.load();
      void this.groups.load();
    });
    effect(() => {
      if (this.sendBacks.ended()) this.chosen.set(new Set());
    });
    injectShortcuts(
      { keys: 'a', what: 'Choose all letters that wait, or none', run: () => this.chooseAll() },
      { keys: 's', what: 'Send the chosen letters back', run: () => this.sendChosen() },
    );
  }

  protected choose(id: string, chosen: boolean): void {
    this.chosen.update((before) => new Set(chosen ? [...before, id] : [...before].filter((each) => each !== id)));
  }

  protected chooseAll(): void {
    this.chosen.set(this.allChosen() ? new Set() : new Set(this.waiting().map(({ id }) => id)));
  }

  protected sendChosen(): void {
    if (this.chosen().size > 0 && !this.tooMany()) this.ask({ ids: [...this.chosen()] });
  }

  protected sendAll(): void {
    this.ask({ group: this.key() });
  }

  private ask(what: SendBackWhat): void {
    if (this.reason() !== null) return;
    this.dialog.open(SendBackDialog, { data: what, width: '38rem', autoFocus: 'dialog' });
  }
}
