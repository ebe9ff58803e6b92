import { Injectable } from '@nestjs/common';
import type { ProjectionInfo } from '@shop/api';
import { notFound, type UserPrincipal } from '@shop/http';
import { cloudEvent, eventRecord } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { readersOf, type Position } from '@shop/topics';
import { v7 as uuidv7 } from 'uuid';

/** Readers that end in a topic or a process rather than in a read model. */
const WITHOUT_READ_MODEL = new Set([
  'basket-api.order-placer',
  'review-pipeline.clean',
  'review-pipeline.enrich',
  'review-pipeline.filter',
  'notifier.raiser',
  'ops-api.ticker',
]);

/** Who asks, and for which request. */
interface Asking {
  readonly principal: UserPrincipal;
  readonly correlationId: string;
}

/** Asks readers for things through `control_events`; ops-api never reaches into another process. */
@Injectable()
export class ReaderControl {
  constructor(private readonly log: Log) {}

  /**
   * Appends what an operator asks of a reader. The reader obeys when it reads it, and reports there.
   * @returns where the request stands in the log
   * @throws Problem 404 for a reader that the map doesn't know
   */
  async ask(
    type: 'ReaderPauseRequested' | 'ReaderResumeRequested',
    reader: string,
    { principal, correlationId }: Asking,
  ): Promise<Position> {
    if (!readersOf().has(reader)) throw notFound('reader.notFound', 'There is no such reader in the map of topics.');
    const event = cloudEvent(
      type,
      reader,
      { reader },
      {
        id: uuidv7(),
        source: '/ops-api',
        time: new Date().toISOString(),
        correlationid: correlationId,
        actor: principal.userId,
      },
    );
    const [position] = await this.log.appender.append([eventRecord('control_events', event)]);
    return position;
  }

  /** Every reader that keeps a read model. */
  projections(): ProjectionInfo[] {
    return [...readersOf()]
      .filter(([reader]) => !WITHOUT_READ_MODEL.has(reader))
      .map(([reader, topics]) => ({
        name: reader.slice(reader.indexOf('.') + 1),
        reader,
        app: reader.slice(0, reader.indexOf('.')),
        topics: [...topics],
      }));
  }
}
