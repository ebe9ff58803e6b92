import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { deadLetterOf, listDeadLetters } from '@shop/ops-projections';
import { ReadModels } from '../read-models.js';

/** Records that a reader could not understand. Reading only: bad data is mended at its source. */
@Controller()
export class DeadLettersController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.listDeadLetters)
  async list({
    query,
  }: RequestOf<typeof operations.listDeadLetters>): Promise<AnswerOf<typeof operations.listDeadLetters>> {
    return answer(200, await listDeadLetters(this.models.deadLetters, { ...query, limit: query.limit ?? 24 }));
  }

  @Handles(operations.getDeadLetter)
  async get({
    params,
  }: RequestOf<typeof operations.getDeadLetter>): Promise<AnswerOf<typeof operations.getDeadLetter>> {
    const letter = await deadLetterOf(this.models.deadLetters, params.id);
    if (!letter) throw notFound('deadLetter.notFound', 'There is no such dead letter.');
    return answer(200, letter);
  }
}
