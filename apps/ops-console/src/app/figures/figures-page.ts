import { Component, computed, inject, signal } from '@angular/core';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import type { Figures } from '@shop/api';
import { ErrorState, formatMoney, Skeleton } from '@shop/design-system';
import { provideEchartsCore } from 'ngx-echarts';
import { LiveFeed } from '../live/live-feed.js';
import { DaysChart } from './days-chart.js';
import { dayWords, measures, valueOf, type Measure } from './measures.js';
import { Sparkline } from './sparkline.js';

const whole = new Intl.NumberFormat('en-GB');

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly measure?: Measure;
  readonly note?: string;
}

/** The shop in numbers, pushed as they change. */
@Component({
  selector: 'ops-figures-page',
  imports: [DaysChart, ErrorState, MatButtonToggleModule, Skeleton, Sparkline],
  providers: [provideEchartsCore({ echarts: () => import('./echarts.js').then(({ echarts }) => echarts) })],
  templateUrl: './figures-page.html',
  styleUrl: './figures-page.css',
})
export class FiguresPage {
  protected readonly live = inject(LiveFeed);
  protected readonly measures = measures;
  protected readonly measure = signal<Measure>('revenue');
  protected readonly dayWords = dayWords;

  protected readonly tiles = computed(() => {
    const figures = this.live.figures();
    return figures && tilesOf(figures);
  });
  protected readonly days = computed(() => this.live.figures()?.days ?? []);
  protected readonly rows = computed(() =>
    [...this.days()].reverse().map((day) => ({
      date: day.date,
      cells: measures.map(({ id }) => (id === 'revenue' ? moneyOf(day.revenue) : whole.format(valueOf(day, id)))),
    })),
  );

  protected series(measure: Measure): readonly number[] {
    return this.days().map((day) => valueOf(day, measure));
  }
}

function tilesOf(figures: Figures): Tile[] {
  const { orders, unitsSold, unitsPutBack, ratingAverage, reviews, alertsUnresolved, alertsOpen } = figures;
  return [
    { label: 'Orders', value: whole.format(orders), measure: 'orders' },
    { label: 'Revenue', value: moneyOf(figures.revenue), measure: 'revenue' },
    { label: 'Units sold', value: whole.format(unitsSold), measure: 'unitsSold' },
    { label: 'Units put back', value: whole.format(unitsPutBack), measure: 'unitsPutBack' },
    {
      label: 'Rating average',
      value: ratingAverage === null ? 'None yet' : `${ratingAverage.toFixed(2)} of 5`,
      note: `from ${whole.format(reviews)} ${reviews === 1 ? 'review' : 'reviews'}`,
    },
    {
      label: 'Alerts not resolved',
      value: whole.format(alertsUnresolved),
      note: `${whole.format(alertsOpen)} of them open`,
    },
  ];
}

/** Amounts of several currencies side by side: they are never added up. */
function moneyOf(revenue: Figures['revenue']): string {
  return revenue.length ? revenue.map(formatMoney).join(' + ') : formatMoney({ amount: 0, currency: 'GBP' });
}
