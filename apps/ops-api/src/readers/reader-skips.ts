import { Injectable } from '@nestjs/common';
import type { SkipWish } from '@shop/api';
import { conflict, notFound, unprocessable } from '@shop/http';
import { keyOf } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { readersOf, type Position } from '@shop/topics';
import { SkippedRecords } from '../control/skipped-records.js';
import { kindOf } from './move-rules.js';

/** Finds out whether a record can be skipped, or a skip taken back. Does neither itself. */
@Injectable()
export class ReaderSkips {
  constructor(
    private readonly log: Log,
    private readonly skipped: SkippedRecords,
  ) {}

  /**
   * The position of a record that a reader may be asked to leave out.
   * @throws ProblemError 404 for a reader that the map doesn't know; 422 for a record that it doesn't read, that isn't
   * there, or that it has passed; 409 for one that it leaves out already
   */
  async position(reader: string, { topic, partition, offset }: SkipWish): Promise<Position> {
    const { admin } = this.log;
    const topics = topicsOf(reader);
    if (!topics.includes(topic))
      throw unprocessable('skip.elsewhere', `topic: ${reader} doesn't read ${topic}. It reads ${topics.join(', ')}.`);
    const places = await admin.partitionsOf([topic]);
    const place = places.find((each) => each.partition === partition);
    if (!place) throw unprocessable('skip.elsewhere', `partition: ${topic} has no partition ${partition}.`);
    const { begin, end } = (await admin.bounds([place])).get(keyOf(place)) ?? { begin: 0, end: 0 };
    if (offset < begin || offset >= end)
      throw unprocessable('skip.outOfRange', `offset: ${keyOf(place)} holds the offsets from ${begin} to ${end - 1}.`);
    const position = { topic, partition, offset: String(offset) };
    if (this.skipped.find(reader, position)) throw conflict('skip.exists', 'The reader leaves it out already.');
    await this.refusePassed(reader, place, offset);
    return position;
  }

  /**
   * The position of a record that a reader may be asked to leave out no longer.
   * @throws ProblemError 404 for a reader that the map doesn't know, and for a record that it doesn't leave out
   */
  takenBack(reader: string, { topic, partition, offset }: Omit<SkipWish, 'reason'>): Position {
    topicsOf(reader);
    const position = { topic, partition, offset: String(offset) };
    if (!this.skipped.find(reader, position)) throw notFound('skip.notFound', 'The reader leaves out no such record.');
    return position;
  }

  /** A read model can be built anew without a record. What else was done about it can't be undone. */
  private async refusePassed(reader: string, place: { topic: string; partition: number }, offset: number) {
    const kind = kindOf(reader);
    if (kind === 'projection' || kind === 'fold') return;
    const next = (await this.log.admin.groupOffsets(reader, [place])).get(keyOf(place)) ?? 0;
    if (offset < next)
      throw unprocessable('skip.passed', `offset: ${reader} has passed it, and stands at ${next}: it had its effect.`);
  }
}

function topicsOf(reader: string): readonly string[] {
  const topics = readersOf().get(reader);
  if (!topics) throw notFound('reader.notFound', 'There is no such reader in the map of topics.');
  return topics;
}
