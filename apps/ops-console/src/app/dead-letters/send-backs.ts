import { computed, inject, Injectable, signal } from '@angular/core';
import type { DeadLetterGroupKey } from '@shop/api';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';

/** Which dead letters: some, those of a group that wait, or one whose text was edited. */
export type SendBackWhat =
  | { readonly ids: string[] }
  | { readonly group: DeadLetterGroupKey }
  | { readonly edited: { readonly id: string; readonly text: string } };

/** Sends dead letters back, and follows the sending while other pages are shown. */
@Injectable({ providedIn: 'root' })
export class SendBacks {
  private readonly api = inject(ShopApi);
  private readonly live = inject(LiveFeed);
  private readonly begun = signal<string | undefined>(undefined);

  /** The sending that runs, whoever began it, or the last one that was begun here. */
  readonly current = computed(() => {
    const sending = this.live.sendBack();
    return sending && (sending.state === 'running' || sending.id === this.begun()) ? sending : undefined;
  });
  /** Changes with every sending that has ended: what is shown of letters is out of date. */
  readonly ended = computed(() => {
    const sending = this.live.sendBack();
    return sending && sending.state !== 'running' ? sending.id : undefined;
  });

  /** Begins. Rejects with an `HttpErrorResponse` where nothing was sent. */
  async begin(what: SendBackWhat): Promise<void> {
    const sending = await this.api.sendBack(what);
    this.begun.set(sending.id);
    // What was pushed meanwhile is newer than the answer.
    this.live.sendBack.update((pushed) => (pushed?.id === sending.id ? pushed : sending));
  }

  /** Shows no more of a sending that has ended. */
  dismiss(): void {
    this.begun.set(undefined);
  }
}
