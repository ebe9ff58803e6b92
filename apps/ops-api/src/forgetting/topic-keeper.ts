import { Injectable } from '@nestjs/common';
import { dayOfRetention, SegmentCloser } from '@shop/log-kafka';
import { Log, Sweep } from '@shop/log-nest';
import { forgetExpiredLetters } from '@shop/ops-projections';
import { topics, type Topic } from '@shop/topics';
import { ReadModels } from '../read-models.js';

/** How often is looked for what is due, as a part of a day. */
const SWEEPS_A_DAY = 24;

/**
 * Sees to it that the topics that can forget do: closes the segments of quiet partitions of compacted topics, which Kafka
 * compacts only then, and takes dead letters out of their read model that have expired in their topic.
 */
@Injectable()
export class TopicKeeper extends Sweep {
  private readonly closer: SegmentCloser;

  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {
    super(dayOfRetention() / SWEEPS_A_DAY);
    const compacted = (Object.values(topics) as Topic[]).filter(({ retention }) => retention.kind === 'compacted');
    this.closer = new SegmentCloser({
      kafka: log.kafka,
      appender: log.appender,
      topics: compacted.filter(({ personal }) => personal).map(({ name }) => name),
      afterMs: dayOfRetention(),
    });
  }

  async sweep(): Promise<void> {
    await this.closer.closeQuiet();
    const { admin } = this.log;
    const begins = await admin.beginOffsets(await admin.partitionsOf([topics.dead_letters.name]));
    await forgetExpiredLetters(this.models.deadLetters, begins);
  }
}
