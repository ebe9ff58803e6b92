/**
 * What becomes of the records that a reader takes.
 * - `projection`: rows of a read model, which can be built anew from the log.
 * - `task`: records of other topics, in the same transaction as its position.
 * - `effect`: something outside of its position that is safe to repeat, such as an event with a derived id.
 * - `fold`: a state in the memory of its process, begun anew at each start.
 */
export type ReaderKind = 'projection' | 'task' | 'effect' | 'fold';

/** Every reader of the map of topics, by name, and what kind it is. */
export const readers = {
  'basket-api.baskets': 'projection',
  'basket-api.orders': 'projection',
  'basket-api.products': 'projection',
  'basket-api.order-placer': 'effect',
  'basket-api.forgetter': 'effect',
  'review-api.reviews': 'projection',
  'review-api.authors': 'projection',
  'review-api.products': 'projection',
  'review-pipeline.clean': 'task',
  'review-pipeline.enrich': 'task',
  'review-pipeline.filter': 'task',
  'notifier.raiser': 'effect',
  'notifier.alerts': 'projection',
  'notifier.customers': 'projection',
  'notifier.notes': 'projection',
  'notifier.forgetter': 'effect',
  'catalogue-api.catalogue': 'projection',
  'ops-api.sales': 'projection',
  'ops-api.baskets': 'projection',
  'ops-api.ratings': 'projection',
  'ops-api.alerts': 'projection',
  'ops-api.customers': 'projection',
  'ops-api.dead-letters': 'projection',
  'ops-api.security-events': 'projection',
  'ops-api.ticker': 'fold',
  'basket-api.revocations': 'fold',
  'review-api.revocations': 'fold',
  'notifier.revocations': 'fold',
  'catalogue-api.revocations': 'fold',
  'ops-api.revocations': 'fold',
} as const satisfies Readonly<Record<string, ReaderKind>>;

/** The names of the readers of a kind, in the order of the table. */
export function readersOfKind(kind: ReaderKind): string[] {
  return Object.entries(readers).flatMap(([name, each]) => (each === kind ? [name] : []));
}
