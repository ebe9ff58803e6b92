import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { SendBackOutcome, SendBackPlan } from '@shop/api';
import { Notice, problemOf, sentenceOf, Skeleton } from '@shop/design-system';
import { DialogFrame } from '../dialogs/dialog-frame.js';
import { Sending } from '../dialogs/sending.js';
import { ShopApi } from '../http/shop-api.js';
import { SendBacks, type SendBackWhat } from './send-backs.js';
import { letterCount, planWords } from './send-back-words.js';

const outcomes: Readonly<Record<SendBackOutcome, string>> = {
  accepted: 'would be accepted',
  failsAgain: 'would fail again',
  unsure: 'may fail again',
  refused: 'can’t be sent back',
};

/** Tries it without writing anything, tells what it came to, and sends when that is wanted. Closes with true when it sends. */
@Component({
  selector: 'ops-send-back-dialog',
  imports: [DialogFrame, Notice, Skeleton],
  templateUrl: './send-back-dialog.html',
  styleUrl: './send-back-dialog.css',
})
export class SendBackDialog {
  protected readonly what = inject<SendBackWhat>(MAT_DIALOG_DATA);
  private readonly api = inject(ShopApi);
  private readonly sendBacks = inject(SendBacks);

  protected readonly plan = signal<SendBackPlan | undefined>(undefined);
  protected readonly sending = new Sending<boolean>();
  protected readonly edited = 'edited' in this.what;
  protected readonly outcomes = outcomes;
  protected readonly planWords = planWords;
  /** Those that need a look: the first ones. */
  protected readonly doubtful = computed(
    () =>
      this.plan()
        ?.letters.filter(({ outcome }) => outcome !== 'accepted')
        .slice(0, 20) ?? [],
  );
  protected readonly maySend = computed(() => {
    const plan = this.plan();
    return !!plan && plan.total > 0 && plan.refused === 0 && !(this.edited && plan.failsAgain > 0);
  });
  protected readonly sendWords = computed(() => {
    const plan = this.plan();
    if (this.edited) return 'Send the edited copy';
    return plan ? `Send ${letterCount(plan.total)} back` : 'Send back';
  });

  constructor() {
    void this.try();
  }

  private async try(): Promise<void> {
    try {
      this.plan.set(await this.api.planSendBack(this.what));
    } catch (error) {
      this.sending.problem.set(sentenceOf(problemOf(error)));
    }
  }

  protected send(): void {
    void this.sending.send(async () => {
      await this.sendBacks.begin(this.what);
      return true;
    });
  }
}
