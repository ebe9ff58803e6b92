import { Injectable } from '@nestjs/common';
import { notFound, type UserPrincipal } from '@shop/http';
import { cloudEvent, eventRecord } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { readersOf, type ControlEventData, type Position } from '@shop/topics';
import { v7 as uuidv7 } from 'uuid';

/** Who asks, and for which request. */
export interface Asking {
  readonly principal: Pick<UserPrincipal, 'userId'>;
  readonly correlationId: string;
  /** The id of the event; a new one unless given. */
  readonly id?: string;
}

/** Asks readers for things through `control_events`; ops-api never reaches into another process. */
@Injectable()
export class ReaderControl {
  constructor(private readonly log: Log) {}

  /**
   * Appends what an operator asks of a reader, or did about it. The reader obeys when it reads it, and reports there.
   * @returns where it stands in the log
   * @throws Problem 404 for a reader that the map doesn't know
   */
  async ask<Type extends keyof ControlEventData>(
    type: Type,
    data: ControlEventData[Type],
    { principal, correlationId, id = uuidv7() }: Asking,
  ): Promise<Position> {
    const { reader } = data;
    if (!readersOf().has(reader)) throw notFound('reader.notFound', 'There is no such reader in the map of topics.');
    const event = cloudEvent(type, reader, data, {
      id,
      source: '/ops-api',
      time: new Date().toISOString(),
      correlationid: correlationId,
      actor: principal.userId,
    });
    const [position] = await this.log.appender.append([eventRecord('control_events', event)]);
    return position;
  }
}
