import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { listSecurityEvents } from '@shop/ops-projections';
import { ReadModels } from '../read-models.js';

/** Who did what, and who was refused. */
@Controller()
export class SecurityEventsController {
  constructor(private readonly models: ReadModels) {}

  @Handles(operations.listSecurityEvents)
  async list({
    query,
  }: RequestOf<typeof operations.listSecurityEvents>): Promise<AnswerOf<typeof operations.listSecurityEvents>> {
    return answer(200, await listSecurityEvents(this.models.securityEvents, { ...query, limit: query.limit ?? 24 }));
  }
}
