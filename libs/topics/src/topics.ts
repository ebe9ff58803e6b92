import { alertEvents, AlertNote } from './alert.schema.js';
import { basketEvents, OrderContact, orderEvents } from './basket.schema.js';
import { controlEvents } from './control.schema.js';
import { enrichedReviewEvents, reviewEvents, unhappyVipEvents, WaitingReview } from './review.schema.js';
import { ProductRow, RevocationRow, SecurityEventRow, UserRow } from './rows.schema.js';
import type { Topic } from './topic.js';

/** The desk of ops-api that sends dead letters back: into topics that name it as a writer, and into no other. */
export const DEAD_LETTER_DESK = 'ops-api.dead-letter-desk';

/**
 * The map of topics: the one place where a topic is declared. Start-up creates what is missing from it, readers decode
 * by it, and the picture of the data flow is drawn from it.
 */
export const topics = {
  basket_events: {
    name: 'basket_events',
    description: 'What happened to baskets, put-backs included.',
    owner: 'basket-api',
    key: 'basketId',
    content: { kind: 'events', events: basketEvents },
    partitions: 'configured',
    retention: { kind: 'forever' },
    personal: false,
    writers: ['basket-api', DEAD_LETTER_DESK],
    readers: ['basket-api.baskets', 'basket-api.order-placer', 'ops-api.sales', 'ops-api.baskets', 'ops-api.ticker'],
  },
  orders: {
    name: 'orders',
    description: 'Orders that accepted checkouts caused.',
    owner: 'basket-api',
    key: 'orderId',
    content: { kind: 'events', events: orderEvents },
    partitions: 'configured',
    retention: { kind: 'forever' },
    personal: false,
    writers: ['basket-api.order-placer'],
    readers: ['basket-api.orders', 'ops-api.sales', 'ops-api.ticker'],
  },
  order_contacts: {
    name: 'order_contacts',
    description: 'Name, email and address of an order, apart from the order so that they can be forgotten.',
    owner: 'basket-api',
    key: 'orderId',
    content: { kind: 'rows', schema: OrderContact },
    partitions: 'configured',
    retention: { kind: 'compacted' },
    personal: true,
    writers: ['basket-api'],
    readers: ['basket-api.orders'],
  },
  reviews: {
    name: 'reviews',
    description: 'Reviews as they come in, from our API and from whatever else writes here: raw.',
    owner: 'review-api',
    key: 'reviewId',
    content: { kind: 'events', events: reviewEvents },
    partitions: 'configured',
    retention: { kind: 'forever' },
    personal: false,
    writers: ['review-api', 'feeds', DEAD_LETTER_DESK],
    readers: ['review-pipeline.clean'],
  },
  reviews_clean: {
    name: 'reviews_clean',
    description: 'Reviews that are what they should be, keyed by their author.',
    owner: 'review-pipeline',
    key: 'userId',
    content: { kind: 'events', events: reviewEvents },
    partitions: 'configured',
    retention: { kind: 'forever' },
    personal: false,
    writers: ['review-pipeline.clean'],
    readers: [
      'review-pipeline.enrich',
      'review-api.reviews',
      'catalogue-api.catalogue',
      'ops-api.ratings',
      'ops-api.ticker',
    ],
  },
  users: {
    name: 'users',
    description: 'The rows of the backoffice table `users`, by change data capture, without secrets.',
    owner: 'backoffice-api',
    key: 'userId',
    content: { kind: 'rows', schema: UserRow },
    partitions: 'configured',
    retention: { kind: 'compacted' },
    personal: true,
    writers: ['connect'],
    readers: [
      'review-pipeline.enrich',
      'review-api.authors',
      'notifier.customers',
      'ops-api.customers',
      'basket-api.forgetter',
      'notifier.forgetter',
    ],
  },
  products: {
    name: 'products',
    description: 'The rows of the backoffice table `products`, by change data capture, with all their versions.',
    owner: 'backoffice-api',
    key: 'sku',
    content: { kind: 'rows', schema: ProductRow },
    partitions: 'configured',
    retention: { kind: 'forever' },
    personal: false,
    writers: ['connect'],
    readers: ['catalogue-api.catalogue', 'basket-api.products', 'review-api.products'],
  },
  revocations: {
    name: 'revocations',
    description: 'Sessions and users whose tokens are no longer good: rows of `revocations`, by change data capture.',
    owner: 'backoffice-api',
    key: 'session:<session id> or user:<user id>',
    content: { kind: 'rows', schema: RevocationRow },
    partitions: 1,
    retention: { kind: 'compacted' },
    personal: false,
    writers: ['connect'],
    readers: [
      'basket-api.revocations',
      'review-api.revocations',
      'notifier.revocations',
      'catalogue-api.revocations',
      'ops-api.revocations',
    ],
  },
  security_events: {
    name: 'security_events',
    description:
      'Who did what, and who was refused: rows of the back office by change data capture, and what others append.',
    owner: 'ops-api',
    key: 'id',
    content: { kind: 'rows', schema: SecurityEventRow },
    partitions: 1,
    retention: { kind: 'days', days: 90 },
    personal: true,
    writers: ['connect', 'basket-api', 'review-api', 'notifier', 'catalogue-api', 'ops-api', 'gateway'],
    readers: ['ops-api.security-events'],
  },
  enriched_reviews: {
    name: 'enriched_reviews',
    description: 'Clean reviews joined with the row of their author that had arrived.',
    owner: 'review-pipeline',
    key: 'userId',
    content: { kind: 'events', events: enrichedReviewEvents },
    partitions: 'configured',
    retention: { kind: 'days', days: 30 },
    personal: true,
    writers: ['review-pipeline.enrich'],
    readers: ['review-pipeline.filter'],
  },
  unhappy_vips: {
    name: 'unhappy_vips',
    description: 'Enriched reviews with a rating below 3 by Platinum customers.',
    owner: 'review-pipeline',
    key: 'userId',
    content: { kind: 'events', events: unhappyVipEvents },
    partitions: 'configured',
    retention: { kind: 'days', days: 30 },
    personal: true,
    writers: ['review-pipeline.filter'],
    readers: ['notifier.raiser'],
  },
  review_pipeline_waiting: {
    name: 'review_pipeline_waiting',
    description:
      'Reviews whose author has not arrived yet: the changelog of the enriching task, partition by partition.',
    owner: 'review-pipeline',
    key: 'reviewId',
    content: { kind: 'rows', schema: WaitingReview },
    partitions: 'configured',
    retention: { kind: 'compacted' },
    personal: false,
    writers: ['review-pipeline.enrich'],
    readers: ['review-pipeline.enrich'],
  },
  alert_events: {
    name: 'alert_events',
    description: 'What happened to alerts; one partition, so that sequence numbers are offsets.',
    owner: 'notifier',
    key: 'alertId',
    content: { kind: 'events', events: alertEvents },
    partitions: 1,
    retention: { kind: 'forever' },
    personal: false,
    writers: ['notifier', 'notifier.raiser', DEAD_LETTER_DESK],
    readers: ['notifier.alerts', 'ops-api.alerts', 'ops-api.ticker'],
  },
  alert_notes: {
    name: 'alert_notes',
    description: 'What operators wrote about alerts: free text, apart from the alerts so that it can be forgotten.',
    owner: 'notifier',
    key: 'noteId',
    content: { kind: 'rows', schema: AlertNote },
    partitions: 'configured',
    retention: { kind: 'compacted' },
    personal: true,
    writers: ['notifier'],
    readers: ['notifier.notes'],
  },
  control_events: {
    name: 'control_events',
    description: 'What operators ask of readers, and what came of it.',
    owner: 'ops-api',
    key: 'reader',
    content: { kind: 'events', events: controlEvents },
    partitions: 1,
    retention: { kind: 'forever' },
    personal: false,
    writers: ['ops-api', 'every reader'],
    readers: ['every reader', 'ops-api.dead-letters'],
  },
  dead_letters: {
    name: 'dead_letters',
    description: 'Records that a reader could not understand, as they were, with the reason in the headers.',
    owner: 'ops-api',
    key: 'source topic and partition',
    content: { kind: 'bytes' },
    partitions: 'configured',
    retention: { kind: 'days', days: 30 },
    personal: true,
    writers: ['every reader'],
    readers: ['ops-api.dead-letters'],
  },
} as const satisfies Record<string, Topic>;

/** The name of a declared topic. */
export type TopicName = keyof typeof topics;

/** Topics that must have the same number of partitions, because a join relies on equal keys meeting in one task. */
export const coPartitioned: readonly TopicName[] = [
  'users',
  'reviews_clean',
  'enriched_reviews',
  'unhappy_vips',
  'review_pipeline_waiting',
];

/** Every reader of the map (`<app>.<reader>`), with the topics it reads. */
export function readersOf(map: Readonly<Record<string, Topic>> = topics): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const topic of Object.values(map))
    for (const reader of topic.readers)
      if (reader.includes('.')) readers.set(reader, [...(readers.get(reader) ?? []), topic.name]);
  return readers;
}
