import { basketsProjection } from '@shop/basket-projections';
import type { Projection } from '@shop/log-postgres';

/** The baskets without their journal: it is added by COPY, which does nothing here. The runtime keeps the ids of events. */
export const statesProjection: Projection = {
  ...basketsProjection,
  name: 'states',
  eventIds: undefined,
  apply: (batch, db) =>
    basketsProjection.apply(batch, { query: (text, values) => db.query(text, values), copy: async () => {} }),
};
