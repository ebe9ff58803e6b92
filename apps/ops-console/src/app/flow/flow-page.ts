import { Component, computed, effect, ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { Router } from '@angular/router';
import { LucideMaximize, LucideMinus, LucidePlus } from '@lucide/angular';
import { ErrorState, Skeleton } from '@shop/design-system';
import { LiveFeed } from '../live/live-feed.js';
import { injectShortcuts } from '../shell/shortcuts.js';
import { flowGraph, type FlowGraph, pathThrough } from './flow-graph.js';
import { FlowList } from './flow-list.js';
import { type FlowLayout, layOut } from './flow-layout.js';
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
  /** What decides where boxes are: it changes with the map, not with the figures, and laying out takes a while. */
  private readonly shape = computed(() => {
    const graph = this.graph();
    const nodes = graph?.nodes.map(({ id, kind, name }) => ({ id, kind, name }));
    return graph && JSON.stringify({ nodes, edges: graph.edges });
  });
  private readonly places = computed(() => {
    const shape = this.shape();
    return shape === undefined ? undefined : layOut(JSON.parse(shape) as FlowGraph);
  });
  protected readonly layout = computed<FlowLayout | undefined>(() => {
    const graph = this.graph();
    const places = this.places();
    return graph && places && { ...places, nodes: graph.nodes.map((node, at) => ({ ...places.nodes[at]!, ...node })) };
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
    effect(() => {
      const at = this.at();
      const canvas = this.canvas()?.nativeElement;
      if (at && canvas) queueMicrotask(() => bringIntoView(canvas, at));
    });
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

/** Scrolls sideways to the box that is looked at, when the picture is wider than its frame. */
function bringIntoView(canvas: HTMLElement, id: string): void {
  const box = canvas.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`);
  box?.scrollIntoView({ block: 'nearest', inline: 'center' });
}
