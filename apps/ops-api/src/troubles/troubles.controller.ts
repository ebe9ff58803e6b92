import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { Troubles } from './troubles.js';

/** What is wrong now, for consoles that have just been opened, and for monitoring. */
@Controller()
export class TroublesController {
  constructor(private readonly troubles: Troubles) {}

  @Handles(operations.listTroubles)
  async list(_request: RequestOf<typeof operations.listTroubles>): Promise<AnswerOf<typeof operations.listTroubles>> {
    return answer(200, { items: this.troubles.all, nextCursor: null });
  }
}
