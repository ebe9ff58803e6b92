import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { Preferences } from './preferences.js';
import { Shortcuts } from './shortcuts.js';

/** What can be done by keyboard on the page that is shown, and the switch that turns it off. */
@Component({
  selector: 'ops-help-dialog',
  imports: [MatButton, MatDialogModule, MatSlideToggle],
  template: `
    <h2 mat-dialog-title>Keyboard shortcuts</h2>
    <mat-dialog-content>
      <mat-slide-toggle [checked]="enabled()" (change)="preferences.choose('shortcuts', $event.checked)"
        >Single keys do something</mat-slide-toggle
      >
      <dl [class.off]="!enabled()">
        @for (shortcut of shortcuts(); track shortcut.keys) {
          <div>
            <dt>
              @for (key of shortcut.keys.split(' '); track $index) {
                <kbd>{{ key }}</kbd>
              }
            </dt>
            <dd>{{ shortcut.what }}</dd>
          </div>
        }
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end"><button matButton mat-dialog-close type="button">Close</button></mat-dialog-actions>
  `,
  styles: `
    dl {
      columns: 2 13rem;
      column-gap: var(--shop-space-5);
      margin: var(--shop-space-4) 0 0;
      color: var(--mat-sys-on-surface);
    }
    dl.off dd {
      text-decoration: line-through;
    }
    div {
      display: flex;
      align-items: center;
      gap: var(--shop-space-3);
      padding: 0.1875rem 0;
      break-inside: avoid;
      font-size: 0.875rem;
    }
    dt {
      display: flex;
      gap: 0.25rem;
      min-width: 3.5rem;
    }
    dd {
      margin: 0;
    }
    kbd {
      min-width: 1.5rem;
      padding: 0 0.375rem;
      border: 1px solid var(--mat-sys-outline-variant);
      border-bottom-width: 2px;
      border-radius: 0.375rem;
      font: 600 0.75rem/1.375rem var(--shop-mono);
      text-align: center;
    }
  `,
})
export class HelpDialog {
  protected readonly preferences = inject(Preferences);
  private readonly all = inject(Shortcuts).all;
  protected readonly enabled = this.preferences.of('shortcuts');
  /** Those of the page first. */
  protected readonly shortcuts = computed(() => [...this.all()].sort((a, b) => a.keys.length - b.keys.length));
}
