import { Component, computed, input } from '@angular/core';
import { linePoints } from './measures.js';

/** A small line of the last days. Decoration beside a number: the table holds the same in words. */
@Component({
  selector: 'ops-sparkline',
  host: { 'aria-hidden': 'true' },
  template: `
    <svg viewBox="0 0 100 30" preserveAspectRatio="none">
      <polygon [attr.points]="'0,30 ' + points() + ' 100,30'" />
      <polyline [attr.points]="points()" />
    </svg>
  `,
  styles: `
    svg {
      width: 100%;
      height: 2.25rem;
      overflow: visible;
    }
    polyline {
      fill: none;
      stroke: var(--mat-sys-primary);
      stroke-width: 1.5;
      vector-effect: non-scaling-stroke;
      stroke-linejoin: round;
    }
    polygon {
      fill: color-mix(in srgb, var(--mat-sys-primary) 12%, transparent);
    }
  `,
})
export class Sparkline {
  readonly values = input.required<readonly number[]>();
  protected readonly points = computed(() => linePoints(this.values()));
}
