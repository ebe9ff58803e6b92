import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, mayAskAbout, type AnswerOf, type RequestOf } from '@shop/http';
import { reviewsBy } from '@shop/review-projections';
import { ReadModels } from '../read-models.js';

/** What review-api holds about a person. */
@Controller()
export class HeldController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.exportReviews)
  async reviews({
    params: { userId },
    principal,
  }: RequestOf<typeof operations.exportReviews>): Promise<AnswerOf<typeof operations.exportReviews>> {
    mayAskAbout(userId, principal);
    return answer(200, { reviews: await reviewsBy(this.models.reviews, userId) });
  }
}
