import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { ProductChange } from '@shop/api';
import { Repository } from 'typeorm';
import { ProductRow } from './product.entity.js';

/** One statement, so that two callers can't both believe they created it. `xmax` is 0 on a row that was just inserted. */
const PUT = `
  INSERT INTO products (sku, name, department, description, "priceAmount", "priceCurrency", picture)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (sku) DO UPDATE SET
    name = excluded.name, department = excluded.department, description = excluded.description,
    "priceAmount" = excluded."priceAmount", "priceCurrency" = excluded."priceCurrency", picture = excluded.picture
  RETURNING xmax = 0 AS created`;

/** What the shop sells. Nothing is appended here: change data capture reads the table. */
@Injectable()
export class Products {
  constructor(@InjectRepository(ProductRow) private readonly rows: Repository<ProductRow>) {}

  /**
   * Makes a product what is given: what isn't given is empty from now on.
   * @returns whether it is a new one
   */
  async put(sku: string, { name, department, description = '', price, picture = null }: Put): Promise<boolean> {
    const values = [sku, name, department, description, price.amount, price.currency, picture];
    const [{ created }] = await this.rows.query<{ created: boolean }[]>(PUT, values);
    return created;
  }
}

type Put = Omit<ProductChange, 'picture'> & { readonly picture?: string | null };
