import type { Lifecycle } from '@shop/http';
import { foldSink, runReader, type FoldSinkOptions, type RunningReader } from '@shop/log-kafka';
import type { Topic } from '@shop/topics';
import type { Log } from './log.js';

/** A fold beside the readers of the map: what a process shows of topics that others read for good. */
export interface FoldOptions extends Pick<FoldSinkOptions, 'fold' | 'last' | 'patience'> {
  /** `<app>.<reader>` */
  readonly name: string;
  readonly topics: readonly Topic[];
}

/**
 * Runs a fold in memory that begins anew with its process. A record that its handler fails of is left out and put away as
 * with any other reader; what can't be understood is put away by the readers that the topics have.
 */
export function runFold(log: Log, lifecycle: Lifecycle, { name, topics, ...sink }: FoldOptions): RunningReader {
  const { appender, kafka } = log;
  return runReader(kafka, {
    name,
    topics,
    group: 'own',
    sink: foldSink({ kafka, ...sink, deadLetters: { reader: name, appender, of: 'own' } }),
    onFailed: (error) => lifecycle.fail(error),
    skipping: log.skipping(name),
  });
}
