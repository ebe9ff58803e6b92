import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { Accepted, ReaderInfo } from '@shop/api';
import { DialogFrame } from '../dialogs/dialog-frame.js';
import { Sending } from '../dialogs/sending.js';
import { ShopApi } from '../http/shop-api.js';
import { afterSkip } from './skip-words.js';

/** Asks which record a reader is to leave out, and why. It begins with the one that the reader stands at. */
@Component({
  selector: 'ops-skip-dialog',
  imports: [DialogFrame],
  template: `
    <ops-dialog-frame
      [heading]="'Leave out one record of ' + reader.name"
      keepLabel="Keep it"
      [actLabel]="sending.busy() ? 'Asking…' : 'Leave it out'"
      [possible]="possible()"
      [problem]="sending.problem()"
      (act)="skip()"
    >
      <p>The reader puts the record away in the dead letters and goes on after it. {{ after }}</p>
      <div class="fields">
        <label>
          Where?
          <select class="ops-field" (change)="choose(+$any($event.target).value)">
            @for (place of reader.partitions; track $index) {
              <option [value]="$index" [selected]="index() === $index">{{ place.topic }} {{ place.partition }}</option>
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
    </ops-dialog-frame>
  `,
  styleUrl: './move-dialog.css',
})
export class SkipDialog {
  protected readonly reader = inject<ReaderInfo>(MAT_DIALOG_DATA);
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
  protected readonly after = afterSkip(this.reader.kind);
  protected readonly sending = new Sending<Accepted>();
  protected readonly possible = computed(
    () => !this.sending.busy() && Number.isInteger(this.offset()) && this.reason().trim() !== '',
  );

  protected choose(index: number): void {
    this.index.set(index);
    this.offset.set(this.standsAt());
  }

  protected skip(): void {
    const place = this.reader.partitions[this.index()];
    if (!place) return;
    const { topic, partition } = place;
    const wish = { topic, partition, offset: this.offset(), reason: this.reason().trim() };
    void this.sending.send(() => this.api.skip(this.reader.name, wish));
  }

  private standsAt(): number {
    return this.reader.partitions[this.index()]?.position ?? 0;
  }
}
