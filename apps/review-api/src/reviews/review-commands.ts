import { Injectable } from '@nestjs/common';
import type { NewReview, ReviewAccepted } from '@shop/api';
import { identify, unprocessable, type CommandIdentity } from '@shop/http';
import { cloudEvent, eventRecord } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { reviewDecider } from '@shop/review-domain';
import { postingOf } from '@shop/review-projections';
import { v5 } from 'uuid';
import { ReadModels } from '../read-models.js';
import { ProductsCopy } from './products-copy.js';
import { keyReused, RecentPostings } from './recent-postings.js';

/** Namespace of the review ids that are derived from event ids (a random UUID, fixed for ever). */
const NAMESPACE = '8c1f3f0a-6c5b-4f0d-9a55-53a4b6a0d7c2';

/** A review that somebody wants to post. */
export interface PostRequest {
  readonly sku: string;
  readonly userId: string;
  readonly review: NewReview;
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
}

/** Command -> decide -> append -> answer. It is answered as soon as the event is in the log. */
@Injectable()
export class ReviewCommands {
  /** What the read model can't know yet: it follows the log, and through the pipeline. */
  private readonly recent = new RecentPostings();

  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
    private readonly products: ProductsCopy,
  ) {}

  /**
   * Posts a review. With an `Idempotency-Key`, the same request again gets the answer of the first.
   * @throws ProblemError 404 for an unknown product, 422 when a rule refuses it or the key was used for another request,
   * 503 while products are being loaded
   * @throws AppendFailed when the log can't be written, DatabaseAway when the products can't be read
   */
  async post(request: PostRequest): Promise<ReviewAccepted> {
    const { sku, userId, review, idempotencyKey } = request;
    const path = `/api/products/${sku}/reviews`;
    const identity = identify({ owner: userId, path, idempotencyKey, content: [review.rating, review.text] });
    if (identity.requestHash === undefined) return this.append(request, identity);
    return this.recent.once(identity.eventId, identity.requestHash, async () => {
      return (await this.repeated(identity)) ?? this.append(request, identity);
    });
  }

  private async repeated({ eventId, requestHash }: CommandIdentity): Promise<ReviewAccepted | undefined> {
    const posting = await postingOf(this.models.reviews, eventId);
    if (!posting) return undefined;
    if (posting.requestHash !== requestHash) throw keyReused();
    return { reviewId: posting.reviewId, event: { id: eventId, type: 'ReviewPosted' }, position: posting.position };
  }

  private async append(request: PostRequest, { eventId, requestHash }: CommandIdentity): Promise<ReviewAccepted> {
    const { sku, userId, review, correlationId } = request;
    const productName = await this.products.nameOf(sku);
    const reviewId = v5(eventId, NAMESPACE);
    const decision = reviewDecider.decide(
      { type: 'PostReview', review: { reviewId, sku, productName, userId, rating: review.rating, text: review.text } },
      reviewDecider.initialState,
    );
    if ('refusal' in decision) throw unprocessable(decision.refusal.code, decision.refusal.reason);
    const [{ type, data }] = decision.events;
    const event = cloudEvent(type, reviewId, data, {
      id: eventId,
      source: '/review-api',
      time: new Date().toISOString(),
      correlationid: correlationId,
      actor: userId,
      ...(requestHash !== undefined && { requesthash: requestHash }),
    });
    const [position] = await this.log.appender.append([eventRecord('reviews', event)]);
    return { reviewId, event: { id: eventId, type }, position };
  }
}
