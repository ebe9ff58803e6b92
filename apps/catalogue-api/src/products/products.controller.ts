import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, momentIn, type AnswerOf, type RequestOf } from '@shop/http';
import { Catalogue } from './catalogue.js';

type Request<K extends keyof typeof operations> = RequestOf<(typeof operations)[K]>;
type Answers<K extends keyof typeof operations> = Promise<AnswerOf<(typeof operations)[K]>>;

/** Browsing and searching. */
@Controller()
export class ProductsController {
  constructor(private readonly catalogue: Catalogue) {}

  @Handles(operations.listProducts)
  async list({ query }: Request<'listProducts'>): Answers<'listProducts'> {
    return answer(200, await this.catalogue.find({ ...query, at: momentIn(query.at), limit: query.limit ?? 24 }));
  }

  @Handles(operations.getProduct)
  async get({ params, query }: Request<'getProduct'>): Answers<'getProduct'> {
    return answer(200, await this.catalogue.product(params.sku, momentIn(query.at)));
  }
}
