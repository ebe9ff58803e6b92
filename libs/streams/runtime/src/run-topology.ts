import { type KafkaClient, type ReaderOptions, runReader, type RunningReader } from '@shop/log-kafka';
import { joinOf, type Topology } from '@shop/streams-topology';
import { topologySink } from './topology-sink.js';

/** What can be told of a running topology: see `ReaderOptions`. */
export type RunTopologyOptions = Pick<ReaderOptions, 'onFailed' | 'logger' | 'metrics'>;

/**
 * Runs a topology on the one runner, in the consumer group of its name. Any number of processes may run it; each
 * partition number is one task, at one of them.
 */
export function runTopology(kafka: KafkaClient, topology: Topology, options: RunTopologyOptions = {}): RunningReader {
  const join = joinOf(topology);
  return runReader(kafka, {
    ...options,
    name: topology.reader,
    topics: [topology.source, ...(join ? [join.table, join.waiting.topic] : [])],
    sink: topologySink(kafka, topology),
  });
}
