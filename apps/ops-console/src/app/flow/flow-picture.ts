import { Component, computed, ElementRef, inject, input, output } from '@angular/core';
import { lagWords, rateWords, sizeWords, standsInMemory } from './flow-words.js';
import type { FlowLayout, PlacedNode } from './flow-layout.js';

/**
 * The picture: arrows in SVG, boxes as buttons over them, so that they are reached, named and focused like any button.
 * Arrow keys go to the nearest box in their direction.
 */
@Component({
  selector: 'ops-flow-picture',
  host: { '[class.dimming]': 'path() !== undefined', '(keydown)': 'move($event)' },
  template: `
    <div class="scaled" [style]="frame()">
      <div class="plane" [style.width.px]="layout().width" [style.height.px]="layout().height">
        <svg [attr.viewBox]="'0 0 ' + layout().width + ' ' + layout().height" aria-hidden="true">
          @for (edge of edges(); track edge.from + edge.to) {
            <path [attr.d]="edge.path" [class.on]="edge.on" />
            @if (edge.flows) {
              <path
                class="flow"
                [attr.d]="edge.path"
                [class.on]="edge.on"
                [style.animation-duration.s]="edge.seconds"
              />
            }
          }
        </svg>
        @for (box of boxes(); track box.id) {
          <button
            type="button"
            [attr.data-node]="box.id"
            [class]="box.classes"
            [class.off]="!box.on"
            [style.left.px]="box.x"
            [style.top.px]="box.y"
            [style.width.px]="box.width"
            [style.height.px]="box.height"
            [attr.aria-pressed]="selected() === box.id"
            (click)="look.emit(box.id)"
          >
            <span class="visually-hidden">{{ box.before }} </span>
            @if (box.small) {
              <small>{{ box.small }}</small>
            }
            <span class="title">{{ box.title }}</span>
            @if (box.badge) {
              <b [class]="box.badgeTone">{{ box.badge }}</b>
            }
            <span class="visually-hidden"> {{ box.after }}</span>
          </button>
        }
      </div>
    </div>
  `,
  styleUrl: './flow-picture.css',
})
export class FlowPicture {
  readonly layout = input.required<FlowLayout>();
  /** The boxes of the highlighted path; none is dimmed without one. */
  readonly path = input<ReadonlySet<string>>();
  readonly selected = input<string>();
  /** 0 fits the width, though not so small that it can't be read. */
  readonly zoom = input(0);
  readonly look = output<string>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** The scaled size takes its place in the page; by container units it follows the width without a measurement. */
  protected readonly frame = computed(() => {
    const { width, height } = this.layout();
    const scale = this.zoom() || `clamp(0.78, calc(100cqi / ${width}px), 1)`;
    return `--scale: ${scale}; --plane-width: ${width}px; --plane-height: ${height}px`;
  });

  protected readonly edges = computed(() => {
    const byId = new Map(this.layout().nodes.map((node) => [node.id, node]));
    const path = this.path();
    return this.layout().edges.map((edge) => {
      const rate = (byId.get(edge.from)?.topic ?? byId.get(edge.to)?.topic)?.rate ?? 0;
      const waits = byId.get(edge.to)?.reader?.state;
      return {
        ...edge,
        on: !path || (path.has(edge.from) && path.has(edge.to)),
        flows: rate > 0 && waits !== 'away' && waits !== 'paused',
        seconds: Math.max(0.5, 2.4 - Math.log10(1 + rate)),
      };
    });
  });

  protected readonly boxes = computed(() => {
    const path = this.path();
    return this.layout().nodes.map((node) => ({ ...boxOf(node), on: !path || path.has(node.id) }));
  });

  protected move(event: KeyboardEvent): void {
    const direction = directions[event.key];
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')?.dataset['node'];
    if (!direction || !from) return;
    event.preventDefault();
    const next = nearest(this.layout().nodes, from, direction);
    if (next) this.element.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus();
  }
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The box that lies nearest in a direction; what lies aside counts as further away. */
export function nearest(
  nodes: readonly Pick<PlacedNode, 'id' | 'x' | 'y' | 'width' | 'height'>[],
  from: string,
  [dx, dy]: readonly [number, number],
): string | undefined {
  const middle = (node: (typeof nodes)[number]) => ({ x: node.x + node.width / 2, y: node.y + node.height / 2 });
  const start = nodes.find(({ id }) => id === from);
  if (!start) return undefined;
  const at = middle(start);
  let best: { id: string; distance: number } | undefined;
  for (const node of nodes) {
    const { x, y } = middle(node);
    const ahead = (x - at.x) * dx + (y - at.y) * dy;
    const aside = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
    if (node.id === from || ahead < 8) continue;
    const distance = ahead + 2 * aside;
    if (!best || distance < best.distance) best = { id: node.id, distance };
  }
  return best?.id;
}

/** A box as it is drawn, with what a screen reader is told before and after what can be seen. */
function boxOf(node: PlacedNode) {
  const { topic, reader, name } = node;
  if (topic) {
    const kept = /\d/.test(topic.retention) ? 'days' : topic.retention.includes('ever') ? 'forever' : 'compacted';
    return {
      ...node,
      classes: `topic ${kept}`,
      small: sizeWords(topic),
      title: name,
      badge: rateWords(topic.rate),
      badgeTone: topic.rate === null ? 'unknown' : topic.rate > 0 ? 'rate' : 'idle',
      before: 'Topic',
      after: topic.rate === null ? 'rate unknown' : topic.records === null ? 'offsets a second' : 'records a second',
    };
  }
  const [app, short] = name.split('.');
  if (node.kind === 'process')
    return {
      ...node,
      classes: 'process',
      small: short ? app! : '',
      title: short ?? name,
      badge: '',
      badgeTone: '',
      before: 'Process',
      after: '',
    };
  if (reader && standsInMemory(reader))
    return {
      ...node,
      classes: 'reader running',
      small: app!,
      title: short!,
      badge: 'in memory',
      badgeTone: 'idle',
      before: 'Reader',
      after: 'position known to its process only, running',
    };
  const { state, lag } = reader ?? { state: 'unknown' as const, lag: null };
  const stopped = state === 'away' || state === 'paused';
  return {
    ...node,
    classes: `reader ${state}`,
    small: app!,
    title: short!,
    badge: state === 'unknown' ? '?' : stopped ? `${state} ${lagWords(lag)}` : lagWords(lag),
    badgeTone: stopped ? 'bad' : lag === null ? 'unknown' : lag === 0 ? 'idle' : 'lag',
    before: 'Reader',
    after: lag === null ? `position unknown, ${state}` : `behind, ${state}`,
  };
}
