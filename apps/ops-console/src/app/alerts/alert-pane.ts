import { Component, computed, effect, ElementRef, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideArrowLeft } from '@lucide/angular';
import { standingAt } from '@shop/alert-domain';
import { AlertStatusChip, AlertTimeMachine, AlertWhy, clock } from '@shop/alert-ui';
import type { AlertDetail, Problem } from '@shop/api';
import { Clock, ErrorState, injectMomentInAddress, parseAt, problemOf, Skeleton, Stars } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';
import { AlertActions } from './alert-actions.js';
import { AlertsFeed } from './alerts-feed.js';
import { Names } from './names.js';

/** Where the list gives way to the alert; the same as in the styles of the list. */
const NARROW = '(max-width: 56rem)';

/** One alert: what was written and by whom, what can be done, why it was raised, what has happened to it. */
@Component({
  selector: 'ops-alert-pane',
  imports: [
    AlertActions,
    AlertStatusChip,
    AlertTimeMachine,
    AlertWhy,
    ErrorState,
    LucideArrowLeft,
    MatButton,
    RouterLink,
    Skeleton,
    Stars,
  ],
  templateUrl: './alert-pane.html',
  styleUrl: './alert-pane.css',
})
export class AlertPane {
  readonly alertId = input.required<string>();
  /** From the address: `?at=`, an event number. */
  readonly at = input<string>();

  private readonly api = inject(ShopApi);
  private readonly feed = inject(AlertsFeed);
  private readonly now = inject(Clock).now;
  protected readonly names = inject(Names);

  protected readonly moment = computed(() => parseAt(this.at()));
  protected readonly lookAt = injectMomentInAddress();
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  private readonly loaded = signal<AlertDetail | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** History and reason of this alert; those of another one are never shown. */
  protected readonly detail = computed(() => {
    const detail = this.loaded();
    return detail?.alertId === this.alertId() ? detail : undefined;
  });
  /** The alert as of the highest sequence known: what was pushed may be newer than what was loaded. */
  protected readonly alert = computed(() => {
    this.feed.book.alerts();
    const known = this.feed.book.find(this.alertId());
    const detail = this.detail();
    return known && (!detail || known.sequence >= detail.sequence) ? known : detail;
  });
  protected readonly milliseconds = computed(() => this.feed.arrivals().get(this.alertId()));
  protected readonly snoozed = computed(() => {
    const alert = this.alert();
    return alert && standingAt(alert, this.now()) === 'snoozed' ? clock(alert.snoozedUntil!).slice(0, -3) : undefined;
  });
  protected readonly posted = computed(() => clock(this.alert()?.postedAt ?? 0));
  protected readonly nameOf = computed(() => this.names.nameOf());

  constructor() {
    effect(() => {
      const alertId = this.alertId();
      this.feed.dismiss(alertId);
      const pushed = this.alert()?.sequence;
      const loaded = untracked(this.detail)?.sequence;
      if (loaded === undefined || (pushed !== undefined && pushed > loaded)) void this.load(alertId);
    });
    // On a narrow screen the alert takes the place of the list, and the focus goes along.
    effect(() => {
      this.alertId();
      const heading = this.heading()?.nativeElement;
      if (heading && globalThis.matchMedia?.(NARROW).matches) heading.focus();
    });
    effect(() => {
      for (const { data } of this.detail()?.events ?? []) {
        const to = (data as { to?: unknown } | null)?.to;
        if (typeof to === 'string') void this.names.learn(to);
      }
    });
  }

  protected async load(alertId = this.alertId()): Promise<void> {
    this.problem.set(undefined);
    try {
      const detail = await this.api.alert(alertId);
      const known = untracked(this.detail);
      if (alertId !== this.alertId() || (known && known.sequence > detail.sequence)) return;
      this.loaded.set(detail);
      const { why: _why, events: _events, ...alert } = detail;
      this.feed.book.take(alert);
    } catch (error) {
      if (alertId === this.alertId()) this.problem.set(problemOf(error));
    }
  }

  protected readonly isGone = computed(() => this.problem()?.status === 404);
}
