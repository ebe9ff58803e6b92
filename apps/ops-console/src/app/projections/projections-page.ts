import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { LucideChevronRight, LucideDatabaseZap, LucideScale, LucideX } from '@lucide/angular';
import type { ProjectionInfo } from '@shop/api';
import { EmptyState, ErrorState, Notice, problemOf, RelativeTime, sentenceOf, Skeleton } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';
import { LiveFeed } from '../live/live-feed.js';
import { LogWinsDialog } from './log-wins-dialog.js';
import { countWords, mayLogWin, resultWords, rowsOf, stateOf } from './projection-words.js';
import { RebuildDialog } from './rebuild-dialog.js';
import { RebuildOutcomeView } from './rebuild-outcome.js';
import { RebuildProgressBar } from './rebuild-progress.js';

/** The read models of all services: which generation answers, and the buttons that compare one with the log or build it anew. */
@Component({
  selector: 'ops-projections-page',
  imports: [
    EmptyState,
    ErrorState,
    LucideChevronRight,
    LucideDatabaseZap,
    LucideScale,
    LucideX,
    MatButton,
    Notice,
    RebuildOutcomeView,
    RebuildProgressBar,
    RelativeTime,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './projections-page.html',
  styleUrl: './projections-page.css',
})
export class ProjectionsPage {
  /** From the address: `?at=basket-api.baskets`, the read model that is looked at. */
  readonly at = input<string>();

  protected readonly live = inject(LiveFeed);
  private readonly api = inject(ShopApi);
  protected readonly session = inject(Session);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);

  /** By service, in the order of the map. */
  protected readonly services = computed(() => {
    const projections = this.live.projections();
    const apps = [...new Set(projections?.map(({ app }) => app))];
    return projections && apps.map((app) => ({ app, models: projections.filter((model) => model.app === app) }));
  });
  /** Read models whose wish is on its way. */
  protected readonly busy = signal<ReadonlySet<string>>(new Set());
  /** What went wrong with the last wish, by read model. */
  protected readonly problems = linkedSignal<string | undefined, ReadonlyMap<string, string>>({
    source: this.at,
    computation: () => new Map(),
  });

  protected readonly stateOf = stateOf;
  protected readonly resultWords = resultWords;
  protected readonly mayLogWin = mayLogWin;
  protected readonly rows = ({ last }: ProjectionInfo) =>
    last?.result === 'rebuilt' || last?.result === 'verified' ? countWords(rowsOf(last)) : '–';
  /** Whether the last comparison is one to look at. */
  protected readonly isWrong = ({ last }: ProjectionInfo) =>
    last?.result === 'failed' || (last?.result === 'verified' && last.tables.some(({ equal }) => equal === false));

  constructor() {
    const injector = inject(Injector);
    const shown = computed(() => this.services() !== undefined);
    effect(() => {
      const at = this.at();
      if (at && shown())
        afterNextRender(() => document.getElementById(`model-${at}`)?.scrollIntoView({ block: 'nearest' }), {
          injector,
        });
    });
  }

  protected toggle(name: string): void {
    const at = this.at() === name ? null : name;
    void this.router.navigate([], { queryParams: { at }, replaceUrl: true });
  }

  protected async rebuild(projection: ProjectionInfo): Promise<void> {
    const dialog = this.dialog.open(RebuildDialog, { data: projection, width: '36rem', autoFocus: 'dialog' });
    if (await firstValueFrom(dialog.afterClosed())) await this.ask(projection.name, 'rebuild');
  }

  protected async letLogWin(projection: ProjectionInfo): Promise<void> {
    const dialog = this.dialog.open(LogWinsDialog, { data: projection, width: '36rem', autoFocus: 'dialog' });
    if (await firstValueFrom(dialog.afterClosed())) await this.ask(projection.name, 'logWins');
  }

  /** Nothing is shown as done before the service has said so: what changes comes with the next push. */
  protected async ask(name: string, wish: 'rebuild' | 'logWins' | 'verify' | 'cancel'): Promise<void> {
    if (this.busy().has(name)) return;
    this.busy.update((busy) => new Set([...busy, name]));
    this.say(name, undefined);
    try {
      if (wish === 'cancel') await this.api.cancelRebuild(name);
      else if (wish === 'verify') await this.api.verify(name);
      else await this.api.rebuild(name, wish === 'logWins');
      if (this.at() !== name) this.toggle(name);
    } catch (error) {
      this.say(name, sentenceOf(problemOf(error)));
    } finally {
      this.busy.update((busy) => new Set([...busy].filter((each) => each !== name)));
    }
  }

  private say(name: string, words: string | undefined): void {
    const problems = new Map(this.problems());
    if (words) problems.set(name, words);
    else problems.delete(name);
    this.problems.set(problems);
  }
}
