import type { ProjectionInfo } from '@shop/api';
import { readersOf } from '@shop/topics';

/** Readers that end in a topic or a process rather than in a read model. */
const WITHOUT_READ_MODEL = new Set([
  'basket-api.order-placer',
  'review-pipeline.clean',
  'review-pipeline.enrich',
  'review-pipeline.filter',
  'notifier.raiser',
  'ops-api.ticker',
]);

/** Every reader that keeps a read model. */
export function projections(): ProjectionInfo[] {
  return [...readersOf()]
    .filter(([reader]) => !WITHOUT_READ_MODEL.has(reader))
    .map(([reader, topics]) => ({
      name: reader.slice(reader.indexOf('.') + 1),
      reader,
      app: reader.slice(0, reader.indexOf('.')),
      topics: [...topics],
    }));
}
