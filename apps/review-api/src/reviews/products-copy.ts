import { Injectable } from '@nestjs/common';
import { notFound, unavailable } from '@shop/http';
import { Log } from '@shop/log-nest';
import { productNameOf, PRODUCTS_READER, productsAreLoaded } from '@shop/review-projections';
import { ReadModels } from '../read-models.js';

/** Products as review-api knows them. What has not arrived yet is not the same as what doesn't exist. */
@Injectable()
export class ProductsCopy {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {}

  /**
   * What a product is called.
   * @throws ProblemError 404 when there is none, 503 while the copy isn't loaded
   */
  async nameOf(sku: string): Promise<string> {
    const name = await productNameOf(this.models.products, sku);
    if (name !== undefined) return name;
    if (!this.log.isCaughtUp(PRODUCTS_READER) || !(await productsAreLoaded(this.models.products)))
      throw unavailable('products.loading', 'The products are still being loaded; try again.', 2);
    throw notFound('product.notFound', 'There is no such product.');
  }
}
