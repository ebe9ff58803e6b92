import { Module } from '@nestjs/common';
import { LogModule } from '@shop/log-nest';
import { BasketsController } from './baskets/baskets.controller.js';
import { ItemsController } from './baskets/items.controller.js';
import { CheckoutController } from './checkout/checkout.controller.js';
import { OrderPlacer } from './checkout/order-placer.js';
import { BasketCommands } from './commands/basket-commands.js';
import { ProductsCopy } from './commands/products-copy.js';
import { ContactForgetter } from './forgetting/contact-forgetter.js';
import { HeldController } from './forgetting/held.controller.js';
import { OrdersController } from './orders/orders.controller.js';
import { projectionReaders } from './readers.js';
import { ReadModels } from './read-models.js';

/** Basket commands; baskets, histories and orders; and the order that an accepted checkout causes. */
@Module({
  imports: [LogModule.forRoot({ app: 'basket-api' })],
  controllers: [
    BasketsController,
    ItemsController,
    CheckoutController,
    OrdersController,
    OrderPlacer,
    ContactForgetter,
    HeldController,
  ],
  providers: [ReadModels, ...projectionReaders, BasketCommands, ProductsCopy],
})
export class AppModule {}
