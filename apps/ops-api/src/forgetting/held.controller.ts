import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, mayAskAbout, type AnswerOf, type RequestOf } from '@shop/http';
import { customerOf, lettersNaming, securityEventsOf } from '@shop/ops-projections';
import { ReadModels } from '../read-models.js';

/** What ops-api holds about a person. */
@Controller()
export class HeldController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.exportOperations)
  async operations({
    params: { userId },
    principal,
  }: RequestOf<typeof operations.exportOperations>): Promise<AnswerOf<typeof operations.exportOperations>> {
    mayAskAbout(userId, principal);
    const { customers, deadLetters, securityEvents } = this.models;
    const [customer, letters, events] = await Promise.all([
      customerOf(customers, userId),
      lettersNaming(deadLetters, userId),
      securityEventsOf(securityEvents, userId),
    ]);
    return answer(200, { customer, deadLetters: letters, securityEvents: events });
  }
}
