import { basketsProjection, foldBaskets } from '@shop/basket-projections';
import type { Projection } from '@shop/log-postgres';

/** The baskets without their journal. The runtime keeps the ids of events. */
export const statesProjection: Projection = {
  ...basketsProjection,
  name: 'states',
  eventIds: undefined,
  apply: async (batch, db) => void (await foldBaskets(batch, db)),
};
