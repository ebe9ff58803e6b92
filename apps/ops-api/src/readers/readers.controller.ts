import { Controller } from '@nestjs/common';
import { operations, type MoveTarget } from '@shop/api';
import { answer, Handles, notFound, unprocessable, type AnswerOf, type RequestOf } from '@shop/http';
import type { ControlEventData } from '@shop/topics';
import { ControlLog } from '../control/control-log.js';
import { ReaderControl, type Asking } from '../control/reader-control.js';
import { SkippedRecords } from '../control/skipped-records.js';
import { Sampler } from '../topics/sampler.js';
import { auditOf } from './audit.js';
import { kindOf } from './move-rules.js';
import { ReaderMoves } from './reader-moves.js';
import { ReaderSkips } from './reader-skips.js';

/** Readers, where they stand, and what operators ask of them: always by way of the log. */
@Controller()
export class ReadersController {
  constructor(
    private readonly sampler: Sampler,
    private readonly control: ReaderControl,
    private readonly controlLog: ControlLog,
    private readonly moves: ReaderMoves,
    private readonly skips: ReaderSkips,
    private readonly skipped: SkippedRecords,
  ) {}

  @Handles(operations.listReaders)
  async list(_request: RequestOf<typeof operations.listReaders>): Promise<AnswerOf<typeof operations.listReaders>> {
    return answer(200, { items: [...this.sampler.last.readers], nextCursor: null });
  }

  @Handles(operations.getReader)
  async get({ params }: RequestOf<typeof operations.getReader>): Promise<AnswerOf<typeof operations.getReader>> {
    return answer(200, this.find(params.name));
  }

  @Handles(operations.pauseReader)
  async pause(request: RequestOf<typeof operations.pauseReader>): Promise<AnswerOf<typeof operations.pauseReader>> {
    refuseFold(request.params.name);
    return this.ask('ReaderPauseRequested', { reader: request.params.name }, request);
  }

  @Handles(operations.resumeReader)
  async resume(request: RequestOf<typeof operations.resumeReader>): Promise<AnswerOf<typeof operations.resumeReader>> {
    return this.ask('ReaderResumeRequested', { reader: request.params.name }, request);
  }

  @Handles(operations.previewMove)
  async preview({
    params,
    query,
  }: RequestOf<typeof operations.previewMove>): Promise<AnswerOf<typeof operations.previewMove>> {
    return answer(200, await this.moves.preview(params.name, query));
  }

  @Handles(operations.moveReader)
  async move(request: RequestOf<typeof operations.moveReader>): Promise<AnswerOf<typeof operations.moveReader>> {
    const reader = request.params.name;
    const { to, time, skip }: MoveTarget = request.body;
    const positions = await this.moves.positions(reader, request.body);
    const wish = { reader, to, positions, ...(time !== undefined && { time }), ...(skip && { skip }) };
    return this.ask('ReaderMoveRequested', wish, request);
  }

  @Handles(operations.auditReader)
  async audit({ params }: RequestOf<typeof operations.auditReader>): Promise<AnswerOf<typeof operations.auditReader>> {
    const { name } = this.find(params.name);
    return answer(200, { items: auditOf(this.controlLog.audit(name)), nextCursor: null });
  }

  @Handles(operations.listSkips)
  async listSkips({ params }: RequestOf<typeof operations.listSkips>): Promise<AnswerOf<typeof operations.listSkips>> {
    const { name } = this.find(params.name);
    return answer(200, { items: this.skipped.list(name), nextCursor: null });
  }

  @Handles(operations.skipRecord)
  async skip(request: RequestOf<typeof operations.skipRecord>): Promise<AnswerOf<typeof operations.skipRecord>> {
    const reader = request.params.name;
    const position = await this.skips.position(reader, request.body);
    return this.ask('RecordSkipRequested', { reader, position, reason: request.body.reason }, request);
  }

  @Handles(operations.takeBackSkip)
  async takeBack(
    request: RequestOf<typeof operations.takeBackSkip>,
  ): Promise<AnswerOf<typeof operations.takeBackSkip>> {
    const { name: reader, ...place } = request.params;
    return this.ask('RecordSkipTakenBack', { reader, position: this.skips.takenBack(reader, place) }, request);
  }

  /** Answers when the wish is known here, too: whoever asks for the next thing at once is understood. */
  private async ask<
    Type extends
      | 'ReaderPauseRequested'
      | 'ReaderResumeRequested'
      | 'ReaderMoveRequested'
      | 'RecordSkipRequested'
      | 'RecordSkipTakenBack',
  >(type: Type, data: ControlEventData[Type], asking: Asking) {
    const position = await this.control.ask(type, data, asking);
    await this.controlLog.reached(position);
    return answer(202, { position });
  }

  private find(name: string) {
    const reader = this.sampler.last.readers.find((each) => each.name === name);
    if (!reader) throw notFound('reader.notFound', 'There is no such reader in the map of topics.');
    return reader;
  }
}

/** What is in the memory of a process is nobody's to pause: it would only be out of date. */
function refuseFold(reader: string): void {
  if (kindOf(reader) === 'fold')
    throw unprocessable('reader.keepsState', 'It keeps its state in memory only, so it is never paused.');
}
