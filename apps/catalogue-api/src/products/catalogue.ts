import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  CATALOGUE_READER,
  catalogueIsEmpty,
  catalogueProjection,
  findProducts,
  productBySku,
  type CatalogueProduct,
  type Found,
  type Search,
} from '@shop/catalogue-projections';
import { LOGGER, notFound, Readiness, unavailable, up, type Logger } from '@shop/http';
import { Log } from '@shop/log-nest';
import { openDatabase, ReadModel, type Database } from '@shop/log-postgres';
import { readCatalogueConfig } from '../config.js';

/** The database of catalogue-api and the catalogue in it. All of it can be dropped; the log brings it back. */
@Injectable()
export class Catalogue implements OnApplicationShutdown {
  private readonly database: Database;
  readonly readModel: ReadModel;

  constructor(
    @Inject(LOGGER) logger: Logger,
    readiness: Readiness,
    private readonly log: Log,
  ) {
    this.database = openDatabase({
      url: readCatalogueConfig().databaseUrl,
      application: 'catalogue-api',
      onTrouble: (error) => logger.warn({ err: error }, 'a database connection broke'),
    });
    this.readModel = new ReadModel(this.database, catalogueProjection);
    readiness.register('database', async () => {
      await this.database.ping();
      return up();
    });
  }

  /**
   * Products that match.
   * @throws ProblemError 503 while no product has arrived; InvalidCursor
   */
  async find(search: Search): Promise<Found> {
    const found = await findProducts(this.readModel, search);
    if (found.departments.length === 0) await this.mustBeLoaded();
    return found;
  }

  /**
   * One product, now or at a time (RFC 3339, UTC).
   * @throws ProblemError 404 when there is none, 503 while products are being loaded
   */
  async product(sku: string, at?: string): Promise<CatalogueProduct> {
    const product = await productBySku(this.readModel, sku, at);
    if (product) return product;
    await this.mustBeLoaded();
    throw notFound('product.notFound', 'There is no such product.');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }

  /** What has not arrived yet is not the same as what doesn't exist. */
  private async mustBeLoaded(): Promise<void> {
    if (this.log.isCaughtUp(CATALOGUE_READER) && !(await catalogueIsEmpty(this.readModel))) return;
    throw unavailable('products.loading', 'The products are still being loaded; try again.', 2);
  }
}
