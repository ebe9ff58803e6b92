import { Injectable } from '@nestjs/common';
import type { MovePreview, MoveTarget } from '@shop/api';
import { conflict, notFound, unprocessable } from '@shop/http';
import { keyOf, type PositionMove, type TopicPartition } from '@shop/log-core';
import type { Bounds } from '@shop/log-kafka';
import { Log } from '@shop/log-nest';
import { readersOf, type Position } from '@shop/topics';
import { PausedReaders } from '../control/paused-readers.js';
import { kindOf, movableTopics, refuseMove } from './move-rules.js';

/** Finds out what a wish to move a reader comes to, and whether it is safe. Moves nothing itself. */
@Injectable()
export class ReaderMoves {
  constructor(
    private readonly log: Log,
    private readonly paused: PausedReaders,
  ) {}

  /**
   * What would happen, partition by partition.
   * @throws ProblemError 404 for a reader that the map doesn't know, 422 for a wish that isn't complete
   */
  async preview(reader: string, target: MoveTarget): Promise<MovePreview> {
    const { admin } = this.log;
    const places = await this.places(reader, target);
    const [bounds, stored, since] = await Promise.all([
      admin.bounds(places),
      admin.groupOffsets(reader, places),
      target.time === undefined ? undefined : admin.offsetsSince(places, millisecondsOf(target.time)),
    ]);
    const partitions = places.map((place) => {
      const { begin, end } = bounds.get(keyOf(place)) ?? { begin: 0, end: 0 };
      const to = offsetOf(target, { begin, end }, since?.get(keyOf(place)));
      return { ...place, from: stored.get(keyOf(place)) ?? null, to, begin, end };
    });
    // Who has never told where it stands begins at the beginning.
    const moves = partitions.map(({ topic, partition, from, to, begin }): PositionMove => {
      return { topic, partition, from: from ?? begin, to };
    });
    const { skip = false } = target;
    const refusal = refuseMove({ reader, moves, bounds, paused: this.paused.has(reader), skip });
    const skippable = refusal?.code === 'reader.wouldSkip' && kindOf(reader) === 'effect';
    return { partitions, refusal: refusal ?? null, skippable };
  }

  /**
   * The offsets that a wish comes to now.
   * @throws ProblemError as `preview`; 409 while the reader runs; 422 with the rule that forbids it
   */
  async positions(reader: string, target: MoveTarget): Promise<Position[]> {
    const { partitions, refusal } = await this.preview(reader, target);
    if (refusal?.code === 'reader.running') throw conflict(refusal.code, refusal.reason);
    if (refusal) throw unprocessable(refusal.code, refusal.reason);
    return partitions.map(({ topic, partition, to }) => ({ topic, partition, offset: String(to) }));
  }

  private async places(reader: string, target: MoveTarget): Promise<TopicPartition[]> {
    const topics = readersOf().get(reader);
    if (!topics) throw notFound('reader.notFound', 'There is no such reader in the map of topics.');
    const { topic } = target;
    if (topic !== undefined && !topics.includes(topic))
      throw unprocessable('move.elsewhere', `${reader} doesn't read ${topic}. It reads ${topics.join(', ')}.`);
    const all = await this.log.admin.partitionsOf(topic === undefined ? movableTopics(reader, topics) : [topic]);
    const places = all.filter(({ partition }) => partition === (target.partition ?? partition));
    if (places.length === 0)
      throw unprocessable('move.elsewhere', `There is no partition ${target.partition} in what ${reader} reads.`);
    if (target.to === 'time' && target.time === undefined)
      throw unprocessable('move.incomplete', 'Say which "time" is meant.');
    if (target.to === 'offset' && (target.offset === undefined || places.length > 1))
      throw unprocessable(
        'move.incomplete',
        'Say which "offset" is meant, and of which "topic" and "partition" it is.',
      );
    return places;
  }
}

function offsetOf({ to, offset }: MoveTarget, { begin, end }: Bounds, since: number | undefined): number {
  switch (to) {
    case 'beginning':
      return begin;
    case 'end':
      return end;
    case 'offset':
      return offset ?? begin;
    case 'time':
      return since ?? end;
  }
}

/** Brokers take negative times for something else, and JavaScript doesn't know leap seconds. */
function millisecondsOf(time: string): number {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw unprocessable('move.incomplete', `The "time" ${time} is not in any calendar.`);
  return Math.max(0, milliseconds);
}
