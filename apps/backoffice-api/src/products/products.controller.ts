import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { Products } from './products.js';

/** What operations do with products. */
@Controller()
export class ProductsController {
  constructor(private readonly products: Products) {}

  @Handles(operations.putProduct)
  async put(request: RequestOf<typeof operations.putProduct>): Promise<AnswerOf<typeof operations.putProduct>> {
    const { sku } = request.params;
    return (await this.products.put(sku, request.body)) ? answer(201, { sku }) : answer(200, { sku });
  }
}
