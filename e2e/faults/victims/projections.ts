import { alertsProjection, customersProjection } from '@shop/alert-projections';
import { basketsProjection, ordersProjection, productsProjection, salesProjection } from '@shop/basket-projections';
import { catalogueProjection } from '@shop/catalogue-projections';
import type { Projection } from '@shop/log-postgres';
import { authorsProjection, reviewsProjection, shopRatingProjection } from '@shop/review-projections';

/** The shop's projections by name; of `products` and `customers`, which several services keep, one each. */
export const projections: Readonly<Record<string, Projection>> = Object.fromEntries(
  [
    basketsProjection,
    ordersProjection,
    salesProjection,
    productsProjection,
    alertsProjection,
    customersProjection,
    catalogueProjection,
    reviewsProjection,
    authorsProjection,
    shopRatingProjection,
  ].map((projection) => [projection.name, projection]),
);
