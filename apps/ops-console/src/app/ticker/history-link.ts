import type { TickerEntry } from '@shop/api';

/** Where a console shows the history of one thing. */
export interface HistoryLink {
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
}

/** The page that shows the history of what an event happened to; undefined where there is none. */
export function historyLinkOf({
  position,
  subject,
}: Pick<TickerEntry, 'position' | 'subject'>): HistoryLink | undefined {
  switch (position.topic) {
    case 'basket_events':
      return { path: ['/baskets'], query: { id: subject } };
    case 'orders':
      return { path: ['/orders', subject] };
    case 'alert_events':
      return { path: ['/alerts', subject], query: { status: 'all' } };
    default:
      return undefined;
  }
}
