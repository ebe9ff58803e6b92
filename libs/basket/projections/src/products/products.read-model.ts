import { Gathering, type ReadModel } from '@shop/log-postgres';
import type { Money } from '@shop/topics';

/** What a basket takes from a product. */
export interface PricedProduct {
  readonly sku: string;
  readonly name: string;
  readonly price: Money;
}

interface ProductPrice {
  readonly sku: string;
  readonly name: string;
  readonly price_amount: number;
  readonly price_currency: string;
}

/** Asks the copy of products. Every method throws `DatabaseAway` when the database is. */
export class PricedProducts {
  private readonly products = new Gathering((skus) => this.findAll(skus));

  constructor(readonly readModel: ReadModel) {}

  /** A product, as far as change data capture has brought it. */
  find(sku: string): Promise<PricedProduct | undefined> {
    return this.products.find(sku);
  }

  /** Whether no product has arrived yet: then nothing can be said about one that is missing. */
  async isEmpty(): Promise<boolean> {
    return (await this.readModel.query('SELECT 1 FROM $schema.products LIMIT 1')).length === 0;
  }

  private async findAll(skus: readonly string[]): Promise<Map<string, PricedProduct>> {
    const rows = await this.readModel.query<ProductPrice>(
      'SELECT sku, name, price_amount, price_currency FROM $schema.products WHERE sku = ANY($1::text[])',
      [skus],
    );
    return new Map(
      rows.map(({ sku, name, price_amount: amount, price_currency: currency }) => [
        sku,
        { sku, name, price: { amount, currency } },
      ]),
    );
  }
}
