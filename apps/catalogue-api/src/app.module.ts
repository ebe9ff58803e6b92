import { Module } from '@nestjs/common';
import { LogModule } from '@shop/log-nest';
import { Catalogue } from './products/catalogue.js';
import { CatalogueReader } from './products/catalogue.reader.js';
import { ProductsController } from './products/products.controller.js';

/** What shoppers browse and search. */
@Module({
  imports: [LogModule.forRoot({ app: 'catalogue-api' })],
  controllers: [ProductsController],
  providers: [Catalogue, CatalogueReader],
})
export class AppModule {}
