import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { UNKNOWN_AUTHOR } from '@shop/review-domain';
import { namesOf, ratingsOf, reviewsOf } from '@shop/review-projections';
import { ReadModels } from '../read-models.js';
import { ProductsCopy } from './products-copy.js';
import { ReviewCommands } from './review-commands.js';

type Request<K extends keyof typeof operations> = RequestOf<(typeof operations)[K]>;
type Answers<K extends keyof typeof operations> = Promise<AnswerOf<(typeof operations)[K]>>;

/** Posting a review, and reading those of a product. */
@Controller()
export class ReviewsController {
  constructor(
    private readonly commands: ReviewCommands,
    private readonly models: ReadModels,
    private readonly products: ProductsCopy,
  ) {}

  @Handles(operations.postReview)
  async post(request: Request<'postReview'>): Answers<'postReview'> {
    const { params, body, principal, idempotencyKey, correlationId } = request;
    const { userId } = principal;
    return answer(
      201,
      await this.commands.post({ sku: params.sku, userId, review: body, idempotencyKey, correlationId }),
    );
  }

  @Handles(operations.listReviews)
  async list({ params: { sku }, query }: Request<'listReviews'>): Answers<'listReviews'> {
    await this.products.nameOf(sku);
    await this.models.caughtUpWith(query.after);
    const { reviews, authors } = this.models;
    const [page, ratings] = await Promise.all([
      reviewsOf(reviews, sku, { limit: query.limit ?? 24, cursor: query.cursor }),
      ratingsOf(reviews, sku),
    ]);
    const names = await namesOf(
      authors,
      page.items.map(({ userId }) => userId),
    );
    const items = page.items.map((review) => ({ ...review, author: names.get(review.userId) ?? UNKNOWN_AUTHOR }));
    return answer(200, { items, nextCursor: page.nextCursor, ...ratings });
  }
}
