import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { ReaderControl } from '../control/reader-control.js';
import { Sampler } from '../topics/sampler.js';

/** Readers, where they stand, and what operators ask of them: always by way of the log. */
@Controller()
export class ReadersController {
  constructor(
    private readonly sampler: Sampler,
    private readonly control: ReaderControl,
  ) {}

  @Handles(operations.listReaders)
  async list(_request: RequestOf<typeof operations.listReaders>): Promise<AnswerOf<typeof operations.listReaders>> {
    return answer(200, { items: [...this.sampler.last.readers], nextCursor: null });
  }

  @Handles(operations.getReader)
  async get({ params }: RequestOf<typeof operations.getReader>): Promise<AnswerOf<typeof operations.getReader>> {
    const reader = this.sampler.last.readers.find(({ name }) => name === params.name);
    if (!reader) throw notFound('reader.notFound', 'There is no such reader in the map of topics.');
    return answer(200, reader);
  }

  @Handles(operations.pauseReader)
  async pause(request: RequestOf<typeof operations.pauseReader>): Promise<AnswerOf<typeof operations.pauseReader>> {
    const reader = request.params.name;
    return answer(202, { position: await this.control.ask('ReaderPauseRequested', { reader }, request) });
  }

  @Handles(operations.resumeReader)
  async resume(request: RequestOf<typeof operations.resumeReader>): Promise<AnswerOf<typeof operations.resumeReader>> {
    const reader = request.params.name;
    return answer(202, { position: await this.control.ask('ReaderResumeRequested', { reader }, request) });
  }
}
