import { Controller } from '@nestjs/common';
import { operations, type Page, type Review } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { UNKNOWN_AUTHOR } from '@shop/review-domain';
import { namesOf, ownReviewOf, ratingsOf, reviewsOf } from '@shop/review-projections';
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
  async list({ params: { sku }, query, principal }: Request<'listReviews'>): Answers<'listReviews'> {
    await this.products.nameOf(sku);
    await this.models.caughtUpWith(query.after);
    const caller = principal.kind === 'user' ? principal.userId : undefined;
    const [page, ratings, own] = await Promise.all([
      this.page(sku, { limit: query.limit ?? 24, cursor: query.cursor }, caller),
      ratingsOf(this.models.reviews, sku),
      caller === undefined ? undefined : this.ownReview(sku, caller),
    ]);
    return answer(200, { ...page, ...ratings, ...(own && { own }) });
  }

  private async ownReview(sku: string, caller: string): Promise<Review | undefined> {
    const { reviews, authors } = this.models;
    const [own, names] = await Promise.all([ownReviewOf(reviews, sku, caller), namesOf(authors, [caller])]);
    return own && { ...own, author: names.get(caller) ?? UNKNOWN_AUTHOR };
  }

  /**
   * A page of the reviews whose authors are known, which may be shorter than asked for. A review is withdrawn with its
   * author, but its stars still count. The caller's own is shown before the row of its author has arrived.
   */
  private async page(
    sku: string,
    { limit, cursor }: { limit: number; cursor?: string },
    caller?: string,
  ): Promise<Page<Review>> {
    const { reviews, authors } = this.models;
    const found = await reviewsOf(reviews, sku, { limit, cursor });
    const names = await namesOf(
      authors,
      found.items.map(({ userId }) => userId),
    );
    const items = found.items
      .filter(({ userId }) => names.has(userId) || userId === caller)
      .map((review): Review => ({ ...review, author: names.get(review.userId) ?? UNKNOWN_AUTHOR }));
    const { nextCursor } = found;
    // A page of nothing but withdrawn reviews would look like the end.
    if (items.length === 0 && nextCursor !== null) return this.page(sku, { limit, cursor: nextCursor }, caller);
    return { items, nextCursor };
  }
}
