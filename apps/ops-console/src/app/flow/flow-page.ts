import { Component, computed, ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { Router } from '@angular/router';
import { LucideMaximize, LucideMinus, LucidePlus } from '@lucide/angular';
import { ErrorState, Skeleton } from '@shop/design-system';
import { LiveFeed } from '../live/live-feed.js';
import { injectShortcuts } from '../shell/shortcuts.js';
import { flowGraph, pathThrough } from './flow-graph.js';
import { FlowList } from './flow-list.js';
import { layOut } from './flow-layout.js';
import { FlowPicture } from './flow-picture.js';
import { FlowStrip } from './flow-strip.js';
import { ReaderPanel } from './reader-panel.js';
import { TopicPanel } from './topic-panel.js';

/** The flow of data as it is now, drawn from the map of topics: who writes what, who reads it and how far behind. */
@Component({
  selector: 'ops-flow-page',
  imports: [
    ErrorState,
    FlowList,
    FlowPicture,
    FlowStrip,
    LucideMaximize,
    LucideMinus,
    LucidePlus,
    MatButtonToggleModule,
    MatIconButton,
    MatSlideToggle,
    ReaderPanel,
    Skeleton,
    TopicPanel,
  ],
  templateUrl: './flow-page.html',
  styleUrl: './flow-page.css',
})
export class FlowPage {
  /** From the address: `?at=topic:orders`, the box that is looked at. */
  readonly at = input<string>();

  protected readonly live = inject(LiveFeed);
  private readonly router = inject(Router);
  private readonly canvas = viewChild<ElementRef<HTMLElement>>('canvas');

  protected readonly view = signal<'picture' | 'list'>(globalThis.innerWidth < 720 ? 'list' : 'picture');
  protected readonly everything = signal(false);
  /** 0 fits the picture into the width there is. */
  protected readonly zoom = signal(0);

  protected readonly graph = computed(() => {
    const topics = this.live.topics();
    return topics && flowGraph(topics, this.live.readers() ?? [], this.everything() || this.looksBeside());
  });
  protected readonly layout = computed(() => {
    const graph = this.graph();
    return graph && layOut(graph);
  });
  protected readonly selected = computed(() => this.graph()?.nodes.find(({ id }) => id === this.at()));
  protected readonly path = computed(() => {
    const graph = this.graph();
    const selected = this.selected();
    return graph && selected ? pathThrough(graph, selected.id) : undefined;
  });
  /** What is looked at may lie beside the flow, when a link leads there: then it is shown all the same. */
  private readonly looksBeside = computed(() => {
    const at = this.at();
    const topics = this.live.topics();
    return !!at && !!topics && !flowGraph(topics, [], false).nodes.some(({ id }) => id === at);
  });

  constructor() {
    injectShortcuts({ keys: 'Escape', what: 'Close what is looked at', run: () => this.look(undefined) });
  }

  protected look(id: string | undefined): void {
    const before = this.at();
    void this.router.navigate([], { queryParams: { at: id ?? null }, replaceUrl: !!before && !!id });
    if (!id && before)
      queueMicrotask(() => this.canvas()?.nativeElement.querySelector<HTMLElement>(`[data-node="${before}"]`)?.focus());
  }

  protected zoomBy(factor: number): void {
    const fits = (this.canvas()?.nativeElement.clientWidth ?? 1000) / (this.layout()?.width ?? 1000);
    this.zoom.update((zoom) => Math.min(2, Math.max(0.3, (zoom || Math.min(1, fits)) * factor)));
  }
}
