import { Injectable } from '@nestjs/common';
import type { PricedProduct } from '@shop/basket-projections';
import { notFound, unavailable } from '@shop/http';
import { Log } from '@shop/log-nest';
import { PRODUCTS_READER } from '../readers.js';
import { ReadModels } from '../read-models.js';

/** Products as basket-api knows them. What has not arrived yet is not the same as what doesn't exist. */
@Injectable()
export class ProductsCopy {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {}

  /**
   * A product with its price.
   * @throws ProblemError 404 when there is none, 503 while the copy isn't loaded
   */
  async find(sku: string): Promise<PricedProduct> {
    const product = await this.models.products.find(sku);
    if (product) return product;
    if (!this.log.isCaughtUp(PRODUCTS_READER) || (await this.models.products.isEmpty()))
      throw unavailable('products.loading', 'The products are still being loaded; try again.', 2);
    throw notFound('product.notFound', 'There is no such product.');
  }
}
