import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notice } from '@shop/design-system';
import { LiveFeed } from '../live/live-feed.js';
import { SendBacks } from './send-backs.js';
import { sendingWords } from './send-back-words.js';

/** How far the sending is, and how it ended. */
@Component({
  selector: 'ops-send-back-progress',
  imports: [MatButton, Notice],
  template: `
    @if (sendBacks.current(); as sending) {
      <shop-notice [kind]="kind()">
        <div class="line">
          <span>{{ words() }}</span>
          @if (sending.state !== 'running') {
            <button matButton type="button" (click)="sendBacks.dismiss()">Close</button>
          }
        </div>
        <progress
          aria-label="Dead letters sent back"
          [value]="sending.accepted + sending.failed"
          [max]="sending.total"
        ></progress>
        @if (sending.state === 'running' && !live.isLive()) {
          <p>This console is not connected: how far it is by now isn’t known.</p>
        }
      </shop-notice>
    }
  `,
  styles: `
    shop-notice {
      margin-bottom: var(--shop-space-4);
      font-size: 0.875rem;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--shop-space-1) var(--shop-space-3);
    }
    progress {
      width: 100%;
      height: 0.375rem;
      accent-color: var(--mat-sys-primary);
    }
    p {
      margin: var(--shop-space-1) 0 0;
    }
  `,
})
export class SendBackProgress {
  protected readonly sendBacks = inject(SendBacks);
  protected readonly live = inject(LiveFeed);
  protected readonly words = computed(() => {
    const sending = this.sendBacks.current();
    return sending && sendingWords(sending);
  });
  protected readonly kind = computed(() => {
    const sending = this.sendBacks.current();
    if (sending?.state === 'running') return 'waiting';
    return sending?.state === 'done' && sending.failed === 0 ? 'done' : 'problem';
  });
}
