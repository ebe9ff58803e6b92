import { Component, input } from '@angular/core';
import {
  LucideActivity,
  LucideBellRing,
  LucideBinary,
  LucideChartNoAxesColumn,
  LucideDatabaseZap,
  LucideScrollText,
  LucideShoppingBasket,
  LucideUsersRound,
  LucideWaypoints,
} from '@lucide/angular';
import type { PagePath } from './pages.js';

/** The icon of a page in the navigation. */
@Component({
  selector: 'ops-nav-icon',
  imports: [
    LucideActivity,
    LucideBellRing,
    LucideBinary,
    LucideChartNoAxesColumn,
    LucideDatabaseZap,
    LucideScrollText,
    LucideShoppingBasket,
    LucideUsersRound,
    LucideWaypoints,
  ],
  host: { 'aria-hidden': 'true' },
  template: `
    @switch (path()) {
      @case ('/alerts') {
        <svg lucideBellRing [size]="20"></svg>
      }
      @case ('/figures') {
        <svg lucideActivity [size]="20"></svg>
      }
      @case ('/sales') {
        <svg lucideChartNoAxesColumn [size]="20"></svg>
      }
      @case ('/flow') {
        <svg lucideWaypoints [size]="20"></svg>
      }
      @case ('/projections') {
        <svg lucideDatabaseZap [size]="20"></svg>
      }
      @case ('/dead-letters') {
        <svg lucideBinary [size]="20"></svg>
      }
      @case ('/customers') {
        <svg lucideUsersRound [size]="20"></svg>
      }
      @case ('/audit') {
        <svg lucideScrollText [size]="20"></svg>
      }
      @case ('/baskets') {
        <svg lucideShoppingBasket [size]="20"></svg>
      }
    }
  `,
})
export class NavIcon {
  readonly path = input.required<PagePath>();
}
