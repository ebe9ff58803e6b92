import { Component, computed, effect, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { Accepted, MovePreview, MoveTarget, ReaderInfo } from '@shop/api';
import { Notice, problemOf, sentenceOf, Skeleton } from '@shop/design-system';
import { DialogFrame } from '../dialogs/dialog-frame.js';
import { Sending } from '../dialogs/sending.js';
import { ShopApi } from '../http/shop-api.js';
import { moveWords, planWords } from './position-words.js';

/** How long somebody may type before the shop is asked what it would come to, in milliseconds. */
const PATIENCE = 200;

const choices = [
  { to: 'beginning', label: 'The beginning', hint: 'Everything is taken again.' },
  { to: 'time', label: 'A time', hint: 'Everything since then is taken again.' },
  { to: 'offset', label: 'An offset', hint: 'In one partition.' },
  { to: 'end', label: 'The end', hint: 'What is unread is left out.' },
] as const;

/** Asks where a reader is to read on, and says before it is done what that comes to. Closes with where it was asked. */
@Component({
  selector: 'ops-move-dialog',
  imports: [DialogFrame, Notice, Skeleton],
  templateUrl: './move-dialog.html',
  styleUrl: './move-dialog.css',
})
export class MoveDialog {
  protected readonly reader = inject<ReaderInfo>(MAT_DIALOG_DATA);
  private readonly api = inject(ShopApi);

  protected readonly choices = choices;
  protected readonly to = signal<MoveTarget['to']>('beginning');
  /** As the browser's field has it: local, without a zone. */
  protected readonly time = signal(localTime(Date.now() - 3_600_000));
  protected readonly offset = signal(0);
  /** Index of the one partition that is meant; -1 is all of them. */
  protected readonly only = signal(-1);
  protected readonly skip = signal(false);
  protected readonly preview = signal<MovePreview | undefined>(undefined);
  protected readonly sending = new Sending<Accepted>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  /** What is meant; undefined while something of it is missing. */
  protected readonly target = computed((): MoveTarget | undefined => {
    const [to, place] = [this.to(), this.reader.partitions[this.only()]];
    const where = { to, ...(place && { topic: place.topic, partition: place.partition }), skip: this.skip() };
    if (to === 'time') {
      const at = Date.parse(this.time());
      return Number.isNaN(at) ? undefined : { ...where, time: new Date(at).toISOString() };
    }
    if (to !== 'offset') return where;
    return place && Number.isInteger(this.offset()) ? { ...where, offset: this.offset() } : undefined;
  });
  protected readonly rows = computed(() =>
    (this.preview()?.partitions ?? []).map((each) => ({
      place: `${each.topic} ${each.partition}`,
      words: moveWords(each),
    })),
  );
  protected readonly plan = computed(() => planWords(this.preview()?.partitions ?? []));
  protected readonly possible = computed(
    () => !this.sending.busy() && this.target() !== undefined && this.preview()?.refusal === null,
  );

  constructor() {
    effect(() => {
      const target = this.target();
      this.preview.set(undefined);
      this.sending.problem.set(undefined);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(target), PATIENCE);
    });
  }

  /** An offset is one of a partition, so one is chosen. */
  protected choose(to: MoveTarget['to']): void {
    this.to.set(to);
    if (to === 'offset' && this.only() < 0) this.only.set(0);
  }

  protected move(): void {
    const target = this.target();
    if (target) void this.sending.send(() => this.api.move(this.reader.name, target));
  }

  private async look(target: MoveTarget | undefined): Promise<void> {
    const number = ++this.asked;
    if (!target) return;
    try {
      const preview = await this.api.previewMove(this.reader.name, target);
      if (number === this.asked) this.preview.set(preview);
    } catch (error) {
      if (number === this.asked) this.sending.problem.set(sentenceOf(problemOf(error)));
    }
  }
}

/** A time as a field of type `datetime-local` has it, in the zone of the browser. */
function localTime(milliseconds: number): string {
  const shifted = milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 16);
}
