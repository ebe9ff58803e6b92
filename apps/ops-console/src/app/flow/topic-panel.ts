import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { LucideRefreshCw, LucideX } from '@lucide/angular';
import type { TopicInfo, TopicRecord } from '@shop/api';
import { ErrorState, EventChip, RelativeTime, Skeleton } from '@shop/design-system';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { rateWords, sizeWords } from './flow-words.js';
import { previewOf } from './record-preview.js';

const PREVIEW = 10;

/** A topic as declared, how it is now, and its newest records. */
@Component({
  selector: 'ops-topic-panel',
  imports: [ErrorState, EventChip, LucideRefreshCw, LucideX, MatButton, MatIconButton, RelativeTime, Skeleton],
  templateUrl: './topic-panel.html',
  styleUrl: './panel.css',
})
export class TopicPanel {
  readonly topic = input.required<TopicInfo>();
  readonly look = output<string>();
  readonly done = output();

  private readonly api = inject(ShopApi);
  private readonly name = computed(() => this.topic().name);
  private readonly personal = computed(() => this.topic().personal);
  protected readonly records = new PagedList<TopicRecord>(() => this.api.records(this.name(), PREVIEW));
  protected readonly previews = computed(() => this.records.items().map(previewOf));
  protected readonly opened = signal<string | undefined>(undefined);
  protected readonly count = computed(() => sizeWords(this.topic()));
  protected readonly rate = computed(() => rateWords(this.topic().rate));

  constructor() {
    effect(() => {
      this.name();
      this.opened.set(undefined);
      if (!this.personal()) void this.records.load();
    });
  }
}
