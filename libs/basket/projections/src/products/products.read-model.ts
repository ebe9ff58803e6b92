import type { ReadModel } from '@shop/log-postgres';
import type { Money } from '@shop/topics';

/** What a basket takes from a product. */
export interface PricedProduct {
  readonly sku: string;
  readonly name: string;
  readonly price: Money;
}

/** Asks the copy of products. Every method throws `DatabaseAway` when the database is. */
export class PricedProducts {
  constructor(readonly readModel: ReadModel) {}

  /** A product, as far as change data capture has brought it. */
  async find(sku: string): Promise<PricedProduct | undefined> {
    const [row] = await this.readModel.query<{ name: string; price_amount: number; price_currency: string }>(
      'SELECT name, price_amount, price_currency FROM $schema.products WHERE sku = $1',
      [sku],
    );
    return row && { sku, name: row.name, price: { amount: row.price_amount, currency: row.price_currency } };
  }

  /** Whether no product has arrived yet: then nothing can be said about one that is missing. */
  async isEmpty(): Promise<boolean> {
    return (await this.readModel.query('SELECT 1 FROM $schema.products LIMIT 1')).length === 0;
  }
}
