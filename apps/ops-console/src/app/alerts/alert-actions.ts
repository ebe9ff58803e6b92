import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { actionsFor, type AlertAction } from '@shop/alert-ui';
import type { Alert, User } from '@shop/api';
import { Notice, problemOf, sentenceOf } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';
import { injectShortcuts } from '../shell/shortcuts.js';
import { AlertsFeed } from './alerts-feed.js';
import { Names } from './names.js';
import { localTime, snoozePresets } from './snooze.js';

const labels: Readonly<Record<AlertAction, { label: string; key: string }>> = {
  acknowledge: { label: 'Acknowledge', key: 'a' },
  assign: { label: 'Assign', key: 't' },
  snooze: { label: 'Snooze', key: 's' },
  note: { label: 'Note', key: 'n' },
  resolve: { label: 'Resolve', key: 'r' },
  reopen: { label: 'Reopen', key: 'o' },
};
/** Actions that need no more to be said. */
const immediate: readonly AlertAction[] = ['acknowledge', 'reopen'];

interface Outcome {
  readonly kind: 'problem' | 'waiting';
  readonly words: string;
}

/**
 * What an operator can do to an alert. Nothing is shown as done before the shop has answered: the status changes when
 * the event has been applied, here as in every other console.
 */
@Component({
  selector: 'ops-alert-actions',
  imports: [MatButton, Notice],
  templateUrl: './alert-actions.html',
  styleUrl: './alert-actions.css',
})
export class AlertActions {
  readonly alert = input.required<Alert>();

  private readonly api = inject(ShopApi);
  private readonly feed = inject(AlertsFeed);
  private readonly names = inject(Names);
  private readonly session = inject(Session);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  protected readonly labels = labels;
  protected readonly actions = computed(() => (this.session.mayAct() ? actionsFor(this.alert()) : []));
  private readonly alertId = computed(() => this.alert().alertId);
  /** The action whose form is open; none for another alert. */
  protected readonly open = linkedSignal<string, AlertAction | undefined>({
    source: this.alertId,
    computation: () => undefined,
  });
  protected readonly outcome = linkedSignal<string, Outcome | undefined>({
    source: this.alertId,
    computation: () => undefined,
  });
  protected readonly busy = signal<AlertAction | undefined>(undefined);
  protected readonly colleagues = signal<readonly User[]>([]);
  protected readonly presets = signal(snoozePresets(new Date()));
  protected readonly earliest = signal('');

  constructor() {
    injectShortcuts(
      ...Object.entries(labels).map(([action, { label, key }]) => ({
        keys: key,
        what: label,
        run: () => this.actions().includes(action as AlertAction) && this.choose(action as AlertAction),
      })),
    );
  }

  protected choose(action: AlertAction): void {
    this.outcome.set(undefined);
    if (immediate.includes(action)) {
      void this.run(action, action);
      return;
    }
    this.open.set(this.open() === action ? undefined : action);
    if (this.open() === 'assign') void this.names.operators().then((users) => this.colleagues.set(users));
    if (this.open() === 'snooze') {
      this.presets.set(snoozePresets(new Date()));
      this.earliest.set(localTime(new Date()));
    }
    const focus = () => this.element.nativeElement.querySelector<HTMLElement>('form [data-first]')?.focus();
    afterNextRender(focus, { injector: this.injector });
  }

  protected assignToMe(): void {
    const user = this.session.user();
    if (user) void this.run('assign', 'assign', { to: user.userId });
  }

  protected submit(event: Event, field: HTMLInputElement | HTMLTextAreaElement): void {
    event.preventDefault();
    const value = field.value.trim();
    switch (this.open()) {
      case 'assign':
        if (value) void this.run('assign', 'assign', { to: value });
        break;
      case 'snooze':
        if (value) this.snooze(new Date(value));
        break;
      case 'note':
        if (value) void this.run('note', 'notes', { text: value });
        break;
      case 'resolve':
        void this.run('resolve', 'resolve', value ? { reason: value } : {});
        break;
    }
  }

  protected snooze(until: Date): void {
    void this.run('snooze', 'snooze', { until: until.toISOString() });
  }

  protected close(): void {
    const action = this.open();
    this.open.set(undefined);
    this.element.nativeElement.querySelector<HTMLElement>(`[data-action="${action}"]`)?.focus();
  }

  private async run(action: AlertAction, path: string, body?: object): Promise<void> {
    if (this.busy()) return;
    const alertId = this.alertId();
    this.busy.set(action);
    this.outcome.set(undefined);
    try {
      const answer = await this.api.step(alertId, path, body);
      if ('alertId' in answer) this.feed.book.take(answer);
      else
        this.say(
          alertId,
          'waiting',
          `Recorded as ${placeOf(answer.position)}, and not applied yet: it shows when it is.`,
        );
      if (alertId === this.alertId() && this.open() === action) this.close();
    } catch (error) {
      const problem = problemOf(error);
      const why = problem.status === 409 ? 'Somebody may have been quicker: what has happened is listed below.' : '';
      this.say(alertId, 'problem', [sentenceOf(problem), why].join(' ').trim());
      if (problem.status === 409) void this.lookAgain(alertId);
    } finally {
      this.busy.set(undefined);
    }
  }

  /** After a conflict what is shown is out of date, whether or not the stream has said so yet. */
  private async lookAgain(alertId: string): Promise<void> {
    try {
      const { why: _why, events: _events, ...alert } = await this.api.alert(alertId);
      this.feed.book.take(alert);
    } catch {
      // The conflict has been explained; the stream brings the alert as it is.
    }
  }

  private say(alertId: string, kind: Outcome['kind'], words: string): void {
    if (alertId === this.alertId()) this.outcome.set({ kind, words });
  }
}

const placeOf = ({ topic, partition, offset }: { topic: string; partition: number; offset: string }) =>
  `${topic}, partition ${partition}, offset ${offset}`;
