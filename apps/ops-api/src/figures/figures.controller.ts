import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { listSales, salesOf } from '@shop/basket-projections';
import { answer, Handles, momentIn, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { findCustomers } from '@shop/ops-projections';
import { ReadModels } from '../read-models.js';
import { FiguresQuery } from './figures.js';

/** "How many beans did I sell?" */
@Controller()
export class FiguresController {
  constructor(
    private readonly models: ReadModels,
    private readonly query: FiguresQuery,
  ) {}

  @Handles(operations.getFigures)
  async getFigures(_request: RequestOf<typeof operations.getFigures>): Promise<AnswerOf<typeof operations.getFigures>> {
    return answer(200, (await this.query.figures()).figures);
  }

  @Handles(operations.listSales)
  async listSales({ query }: RequestOf<typeof operations.listSales>): Promise<AnswerOf<typeof operations.listSales>> {
    return answer(
      200,
      await listSales(this.models.sales, { ...query, at: momentIn(query.at), limit: query.limit ?? 24 }),
    );
  }

  @Handles(operations.getSales)
  async getSales({
    params,
    query,
  }: RequestOf<typeof operations.getSales>): Promise<AnswerOf<typeof operations.getSales>> {
    const sales = await salesOf(this.models.sales, params.sku, momentIn(query.at));
    if (!sales) throw notFound('sales.notFound', 'This product was never sold or put back, or not yet.');
    return answer(200, sales);
  }

  @Handles(operations.findCustomers)
  async findCustomers({
    query,
  }: RequestOf<typeof operations.findCustomers>): Promise<AnswerOf<typeof operations.findCustomers>> {
    return answer(200, await findCustomers(this.models.customers, { ...query, limit: query.limit ?? 24 }));
  }
}
