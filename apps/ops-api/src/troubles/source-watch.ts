import { Understanding } from '@shop/log-core';
import type { RecordsTrouble } from '@shop/api';
import { topics, type TopicName } from '@shop/topics';

/** One topic as one reader takes it. */
interface Source {
  readonly reader: string;
  readonly topic: string;
  readonly window: Understanding;
  /** The sum of the reader's positions when they were looked at last. */
  passed?: number;
  /** Dead letters whose records the positions are not known to have passed yet. */
  owed: number;
}

/** The sum of a reader's positions in a topic; undefined while any of them is unknown. */
export type Passed = (reader: string, topic: string) => number | undefined;

/**
 * Which readers don't understand which topics, by what everybody can see: their dead letters, and how far their positions
 * move otherwise. It asks no other process, and knows of letters of every kind: those of decoders, topologies and handlers.
 */
export class SourceWatch {
  private readonly sources = new Map<string, Source>();
  private passed: Passed = () => undefined;

  /** A reader has put a record away. @param at when, in milliseconds since 1970 */
  letter(reader: string, topic: string, at: number): void {
    // Headers may say anything.
    if (!Object.hasOwn(topics, topic) || reader === '') return;
    const { kind } = topics[topic as TopicName].content;
    const key = `${reader} ${topic}`;
    let source = this.sources.get(key);
    if (!source) {
      source = { reader, topic, window: new Understanding(kind), passed: this.passed(reader, topic), owed: 0 };
      this.sources.set(key, source);
    }
    source.window.note(0, 1, at);
    if (source.passed !== undefined) source.owed += 1;
  }

  /**
   * Where readers stand: what they passed without a letter they have understood.
   * @param passed where they stand now
   */
  positions(passed: Passed, now: number): void {
    this.passed = passed;
    for (const source of this.sources.values()) {
      const reached = passed(source.reader, source.topic);
      if (reached === undefined) continue;
      const moved = reached - (source.passed ?? reached);
      source.passed = reached;
      // It was moved back, and reads again.
      if (moved < 0) source.owed = 0;
      if (moved <= 0) continue;
      const understood = Math.max(0, moved - source.owed);
      source.owed = Math.max(0, source.owed - moved);
      source.window.note(understood, 0, now);
    }
  }

  /** What is not understood now, by topic and reader. */
  troubles(now: number): RecordsTrouble[] {
    const troubles = [...this.sources.values()].flatMap(({ reader, topic, window }): RecordsTrouble[] => {
      const trouble = window.trouble(now);
      if (!trouble) return [];
      const [since, last] = [trouble.since, trouble.last].map((time) => new Date(time).toISOString()) as [
        string,
        string,
      ];
      return [{ kind: 'records', reader, topic, count: trouble.count, since, last }];
    });
    return troubles.sort((a, b) => a.topic.localeCompare(b.topic) || a.reader.localeCompare(b.reader));
  }
}
