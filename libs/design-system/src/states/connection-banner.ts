import { Component, inject } from '@angular/core';
import { LucideWifiOff } from '@lucide/angular';
import { Connection } from '../http/connection.js';

/** A strip that says, politely, that the shop can't be reached; empty while it can. */
@Component({
  selector: 'shop-connection-banner',
  imports: [LucideWifiOff],
  template: `
    @switch (state()) {
      @case ('offline') {
        <p><svg lucideWifiOff [size]="18"></svg> You are offline. What you see may be old; nothing you do is sent.</p>
      }
      @case ('unreachable') {
        <p><svg lucideWifiOff [size]="18"></svg> The shop isn’t answering. What you see may be old.</p>
      }
    }
  `,
  host: { role: 'status' },
  styles: `
    p {
      display: flex;
      justify-content: center;
      align-items: center;
      gap: var(--shop-space-2);
      padding: var(--shop-space-2) var(--shop-gutter);
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
      font-size: 0.875rem;
    }
    svg {
      flex: none;
    }
  `,
})
export class ConnectionBanner {
  protected readonly state = inject(Connection).state;
}
