import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, forbidden, Handles, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { RecordPreview } from './record-preview.js';
import { Sampler } from './sampler.js';

/** The catalogue of topics: what was declared, and how it is now. */
@Controller()
export class TopicsController {
  constructor(
    private readonly sampler: Sampler,
    private readonly preview: RecordPreview,
  ) {}

  @Handles(operations.listTopics)
  async list(_request: RequestOf<typeof operations.listTopics>): Promise<AnswerOf<typeof operations.listTopics>> {
    return answer(200, { items: [...this.sampler.last.topics], nextCursor: null });
  }

  @Handles(operations.getTopic)
  async get({ params }: RequestOf<typeof operations.getTopic>): Promise<AnswerOf<typeof operations.getTopic>> {
    return answer(200, this.topic(params.name));
  }

  @Handles(operations.listRecords)
  async records({
    params,
    query,
  }: RequestOf<typeof operations.listRecords>): Promise<AnswerOf<typeof operations.listRecords>> {
    const topic = this.topic(params.name);
    // Personal data is looked up by whoever needs it for a purpose; a preview has none.
    if (topic.personal)
      throw forbidden('topic.personal', 'This topic holds personal data, so there is no preview of it.');
    return answer(200, { items: this.preview.newest(topic.name, query.limit ?? 24), nextCursor: null });
  }

  private topic(name: string) {
    const topic = this.sampler.last.topics.find((known) => known.name === name);
    if (!topic) throw notFound('topic.notFound', 'There is no such topic in the map.');
    return topic;
  }
}
