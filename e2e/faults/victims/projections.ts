import { alertsProjection, customersProjection, notesProjection } from '@shop/alert-projections';
import { basketsProjection, ordersProjection, productsProjection, salesProjection } from '@shop/basket-projections';
import { catalogueProjection } from '@shop/catalogue-projections';
import type { Projection } from '@shop/log-postgres';
import { customersProjection as opsCustomersProjection, deadLettersProjection } from '@shop/ops-projections';
import {
  authorsProjection,
  productsProjection as reviewedProductsProjection,
  reviewsProjection,
  shopRatingProjection,
} from '@shop/review-projections';

/** The shop's projections by the database that holds them. */
export const projectionsIn: Readonly<Record<string, readonly Projection[]>> = {
  basket: [basketsProjection, ordersProjection, productsProjection],
  review: [reviewsProjection, authorsProjection, reviewedProductsProjection],
  notifier: [alertsProjection, customersProjection, notesProjection],
  catalogue: [catalogueProjection],
  ops: [
    salesProjection,
    basketsProjection,
    shopRatingProjection,
    alertsProjection,
    opsCustomersProjection,
    deadLettersProjection,
  ],
};

/** By name; of `products` and `customers`, which several services keep, the first. */
export const projections: Readonly<Record<string, Projection>> = Object.fromEntries(
  Object.values(projectionsIn)
    .flat()
    .map((projection) => [projection.name, projection] as const)
    .toReversed(),
);
