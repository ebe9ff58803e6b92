import { expect, it } from '@jest/globals';
import { historyLinkOf } from './history-link.js';

it.each([
  ['basket_events', { path: ['/baskets'], query: { id: 'x' } }],
  ['orders', { path: ['/orders', 'x'] }],
  ['alert_events', { path: ['/alerts', 'x'], query: { status: 'all' } }],
  ['reviews_clean', undefined],
])('leads from an event of %s to its history', (topic, link) => {
  expect(historyLinkOf({ subject: 'x', position: { topic, partition: 0, offset: '1' } })).toEqual(link);
});
