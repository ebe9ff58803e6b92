import { Module } from '@nestjs/common';
import { LogModule } from '@shop/log-nest';
import { projectionReaders } from './readers.js';
import { ReadModels } from './read-models.js';
import { ProductsCopy } from './reviews/products-copy.js';
import { ReviewCommands } from './reviews/review-commands.js';
import { HeldController } from './reviews/held.controller.js';
import { ReviewsController } from './reviews/reviews.controller.js';

/** Posts reviews, and shows those of a product. */
@Module({
  imports: [LogModule.forRoot({ app: 'review-api' })],
  controllers: [ReviewsController, HeldController],
  providers: [ReadModels, ...projectionReaders, ProductsCopy, ReviewCommands],
})
export class AppModule {}
