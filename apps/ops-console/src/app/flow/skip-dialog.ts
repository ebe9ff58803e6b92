import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Accepted, ReaderInfo } from '@shop/api';
import { Notice, problemOf } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';

/** Asks which record a reader is to leave out, and why. It begins with the one that the reader stands at. */
@Component({
  selector: 'ops-skip-dialog',
  imports: [MatButton, MatDialogModule, Notice],
  template: `
    <form (submit)="skip($event)">
      <h2 mat-dialog-title>Leave out one record of {{ reader.name }}</h2>
      <mat-dialog-content>
        <p>
          The reader puts the record away in the dead letters and goes on after it. Whoever builds its read model anew
          leaves the record out, too, until you take that back.
        </p>
        <div class="fields">
          <label>
            Where?
            <select class="ops-field" (change)="choose(+$any($event.target).value)">
              @for (place of reader.partitions; track $index) {
                <option [value]="$index" [selected]="index() === $index">
                  {{ place.topic }} {{ place.partition }}
                </option>
              }
            </select>
          </label>
          <label>
            Which offset?
            <input
              class="ops-field"
              type="number"
              min="0"
              step="1"
              required
              [value]="offset()"
              (input)="offset.set($any($event.target).valueAsNumber)"
            />
          </label>
        </div>
        <div class="fields">
          <label>
            Why?
            <textarea
              class="ops-field"
              rows="3"
              maxlength="500"
              required
              aria-describedby="skip-reason"
              [value]="reason()"
              (input)="reason.set($any($event.target).value)"
            ></textarea>
            <small id="skip-reason">It stays in the log for ever. Name nobody.</small>
          </label>
        </div>
        @if (problem(); as problem) {
          <shop-notice kind="problem">{{ problem }}</shop-notice>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close type="button">Leave it</button>
        <button matButton="filled" type="submit" [disabled]="!possible()">
          {{ sending() ? 'Asking…' : 'Leave it out' }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './move-dialog.css',
})
export class SkipDialog {
  protected readonly reader = inject<ReaderInfo>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<SkipDialog, Accepted>>(MatDialogRef);
  private readonly api = inject(ShopApi);

  /** The first partition in which something is unread. */
  protected readonly index = signal(
    Math.max(
      0,
      this.reader.partitions.findIndex(({ lag }) => lag !== 0),
    ),
  );
  protected readonly offset = signal(this.standsAt());
  protected readonly reason = signal('');
  protected readonly problem = signal<string | undefined>(undefined);
  protected readonly sending = signal(false);
  protected readonly possible = computed(
    () => !this.sending() && Number.isInteger(this.offset()) && this.reason().trim() !== '',
  );

  protected choose(index: number): void {
    this.index.set(index);
    this.offset.set(this.standsAt());
  }

  protected async skip(event: Event): Promise<void> {
    event.preventDefault();
    const place = this.reader.partitions[this.index()];
    if (!this.possible() || !place) return;
    this.sending.set(true);
    this.problem.set(undefined);
    const { topic, partition } = place;
    const wish = { topic, partition, offset: this.offset(), reason: this.reason().trim() };
    try {
      this.dialog.close(await this.api.skip(this.reader.name, wish));
    } catch (error) {
      this.problem.set(problemOf(error).detail);
      this.sending.set(false);
    }
  }

  private standsAt(): number {
    return this.reader.partitions[this.index()]?.position ?? 0;
  }
}
