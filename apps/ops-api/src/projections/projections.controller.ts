import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, conflict, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import type { ControlEventData } from '@shop/topics';
import { ControlLog } from '../control/control-log.js';
import { ReaderControl } from '../control/reader-control.js';
import { Projections } from './projections.js';

/** Read models, and the wish to build one anew or to verify it: by way of the log, as everything that is asked of readers. */
@Controller()
export class ProjectionsController {
  constructor(
    private readonly projections: Projections,
    private readonly control: ReaderControl,
    private readonly controlLog: ControlLog,
  ) {}

  @Handles(operations.listProjections)
  async list(
    _request: RequestOf<typeof operations.listProjections>,
  ): Promise<AnswerOf<typeof operations.listProjections>> {
    return answer(200, { items: this.projections.all(), nextCursor: null });
  }

  @Handles(operations.getProjection)
  async get({
    params,
  }: RequestOf<typeof operations.getProjection>): Promise<AnswerOf<typeof operations.getProjection>> {
    return answer(200, this.projections.find(params.name));
  }

  @Handles(operations.rebuildProjection)
  async rebuild(
    request: RequestOf<typeof operations.rebuildProjection>,
  ): Promise<AnswerOf<typeof operations.rebuildProjection>> {
    const reader = this.idle(request.params.name);
    const { logWins } = request.query;
    return this.ask('ProjectionRebuildRequested', { reader, ...(logWins && { logWins }) }, request);
  }

  @Handles(operations.verifyProjection)
  async verify(
    request: RequestOf<typeof operations.verifyProjection>,
  ): Promise<AnswerOf<typeof operations.verifyProjection>> {
    return this.ask('ProjectionVerifyRequested', { reader: this.idle(request.params.name) }, request);
  }

  @Handles(operations.cancelRebuild)
  async cancel(
    request: RequestOf<typeof operations.cancelRebuild>,
  ): Promise<AnswerOf<typeof operations.cancelRebuild>> {
    const { name, state, building } = this.projections.find(request.params.name);
    if (state === 'serving')
      throw conflict('rebuild.notUnderWay', 'Nothing is being built, so there is nothing to cancel.');
    if (building?.by === null)
      throw conflict('rebuild.needed', 'Its projection was changed, and the service needs what is being built.');
    return this.ask('ProjectionRebuildCancelRequested', { reader: name }, request);
  }

  /** The name of a read model that nothing is built of. */
  private idle(given: string): string {
    const { name, state } = this.projections.find(given);
    if (state === 'serving') return name;
    throw conflict('rebuild.underWay', 'It is being built already. Wait until that is done, or cancel it.');
  }

  /** Answers when the request is known here, too: who asks again at once is told that it is under way. */
  private async ask(
    type: 'ProjectionRebuildRequested' | 'ProjectionVerifyRequested' | 'ProjectionRebuildCancelRequested',
    data: ControlEventData['ProjectionRebuildRequested'],
    request: Parameters<ReaderControl['ask']>[2],
  ) {
    const position = await this.control.ask(type, data, request);
    await this.controlLog.reached(position);
    return answer(202, { position });
  }
}
