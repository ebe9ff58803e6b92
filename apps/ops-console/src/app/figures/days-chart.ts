import { Component, computed, DestroyRef, effect, ElementRef, inject, input, signal } from '@angular/core';
import { Theme } from '@shop/design-system';
import type { EChartsCoreOption } from 'echarts/core';
import { NgxEchartsDirective } from 'ngx-echarts';
import { dayWords, measures, valueOf, type Day, type Measure } from './measures.js';

/** The colours of the theme that is shown, as a chart needs them: resolved. */
interface Colours {
  readonly text: string;
  readonly line: string;
  readonly bar: string;
  readonly ground: string;
}

const whole = new Intl.NumberFormat('en-GB');

/** An amount to the penny, and as short as an axis needs it: `£12,345.60` and `£12K`. */
function moneyWords(currency: string): [Intl.NumberFormat, Intl.NumberFormat] {
  const money = { style: 'currency', currency } as const;
  const short = {
    ...money,
    notation: 'compact',
    maximumFractionDigits: 1,
    trailingZeroDisplay: 'stripIfInteger',
  } as const;
  return [new Intl.NumberFormat('en-GB', money), new Intl.NumberFormat('en-GB', short)];
}

/** One measure over the last 30 days, as bars. A picture: the same figures are in a table beside it. */
@Component({
  selector: 'ops-days-chart',
  imports: [NgxEchartsDirective],
  template: `<div
    echarts
    role="img"
    [attr.aria-label]="words()"
    [options]="first"
    [merge]="drawn()"
    [initOpts]="{ renderer: 'svg' }"
  ></div>`,
  styles: `
    div {
      height: 17rem;
    }
  `,
})
export class DaysChart {
  readonly days = input.required<readonly Day[]>();
  readonly measure = input.required<Measure>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly theme = inject(Theme).choice;
  private readonly colours = signal<Colours | undefined>(undefined);

  private readonly label = computed(() => measures.find(({ id }) => id === this.measure())!.label);
  /** What never changes; the rest is merged into it, so that bars grow and shrink instead of being drawn anew. */
  protected readonly first: EChartsCoreOption = {
    animation: !globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches,
  };
  protected readonly words = computed(() => `${this.label()} per day over the last ${this.days().length} days`);
  protected readonly drawn = computed<EChartsCoreOption>(() => {
    const colours = this.colours();
    const money = this.measure() === 'revenue';
    const currency = this.days().find(({ revenue }) => revenue.length > 0)?.revenue[0]?.currency ?? 'GBP';
    const [written, short] = money ? moneyWords(currency) : [whole, whole];
    const axis = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colours?.text } };
    const atEnds = { ...axis.axisLabel, alignMinLabel: 'left', alignMaxLabel: 'right' } as const;
    return {
      animationDuration: 300,
      // Labels of any length stay inside; `containLabel` is of an earlier version and does nothing in this build.
      grid: { left: 8, right: 8, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      textStyle: { fontFamily: 'inherit' },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        backgroundColor: colours?.ground,
        borderColor: colours?.line,
        textStyle: { color: colours?.text, fontSize: 12 },
        valueFormatter: (value: number) => written.format(value),
      },
      xAxis: { type: 'category', data: this.days().map(({ date }) => dayWords(date)), ...axis, axisLabel: atEnds },
      yAxis: {
        type: 'value',
        ...axis,
        axisLabel: { color: colours?.text, formatter: (value: number) => short.format(value) },
        splitLine: { lineStyle: { color: colours?.line, type: 'dashed' } },
      },
      series: [
        {
          type: 'bar',
          name: this.label(),
          data: this.days().map((day) => valueOf(day, this.measure())),
          itemStyle: { color: colours?.bar, borderRadius: [4, 4, 0, 0] },
          barCategoryGap: '30%',
        },
      ],
    };
  });

  constructor() {
    effect(() => {
      this.theme();
      this.colours.set(this.readColours());
    });
    // The system's theme may change while the choice stays "system".
    const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
    const read = () => this.colours.set(this.readColours());
    dark?.addEventListener('change', read);
    inject(DestroyRef).onDestroy(() => dark?.removeEventListener('change', read));
  }

  private readColours(): Colours {
    const probe = this.element.appendChild(document.createElement('span'));
    // Without a transition: while one runs, the computed colour is still the one before.
    probe.style.transition = 'none';
    const resolve = (name: string) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const colours = {
      text: resolve('--mat-sys-on-surface-variant'),
      line: resolve('--mat-sys-outline-variant'),
      bar: resolve('--mat-sys-primary'),
      ground: resolve('--shop-card'),
    };
    probe.remove();
    return colours;
  }
}
