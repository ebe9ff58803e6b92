import type { ReaderInfo, TopicInfo } from '@shop/api';

/** Where all that every reader does comes together: drawn only on request, because it hides the flow of the shop. */
export const EVERY_READER = 'every reader';

/** A box of the picture: a topic, a reader (a consumer group), or a process that only writes. */
export interface FlowNode {
  /** `topic:orders`, `process:basket-api.orders` */
  readonly id: string;
  readonly kind: 'topic' | 'reader' | 'process';
  readonly name: string;
  readonly topic?: TopicInfo;
  /** Absent while nothing has been heard of the reader. */
  readonly reader?: ReaderInfo;
}

/** An arrow from a writer to a topic, or from a topic to a reader. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
}

/** Who writes what and who reads it. */
export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** What every reader writes, and the changelog of one: beside the flow of the shop rather than part of it. */
const beside = (topic: TopicInfo) =>
  topic.writers.includes(EVERY_READER) || topic.writers.some((writer) => topic.readers.includes(writer));

/**
 * The graph of the map of topics.
 * @param everything also what is beside the flow: control, dead letters, changelogs
 */
export function flowGraph(
  topics: readonly TopicInfo[],
  readers: readonly ReaderInfo[],
  everything: boolean,
): FlowGraph {
  const known = new Map(readers.map((reader) => [reader.name, reader]));
  const reading = new Set(topics.flatMap((topic) => topic.readers));
  const nodes = new Map<string, FlowNode>();
  const edges: FlowEdge[] = [];
  const process = (name: string): string => {
    const id = `process:${name}`;
    const reader = known.get(name);
    nodes.set(id, {
      id,
      kind: reading.has(name) && name.includes('.') ? 'reader' : 'process',
      name,
      ...(reader && { reader }),
    });
    return id;
  };
  for (const topic of topics.filter((each) => everything || !beside(each))) {
    const id = `topic:${topic.name}`;
    nodes.set(id, { id, kind: 'topic', name: topic.name, topic });
    for (const writer of topic.writers) edges.push({ from: process(writer), to: id });
    for (const reader of topic.readers) edges.push({ from: id, to: process(reader) });
  }
  return { nodes: [...nodes.values()], edges };
}

/**
 * Everything that flows into a box or out of it, the box included: the path that is highlighted.
 * @returns ids of boxes
 */
export function pathThrough({ edges }: FlowGraph, id: string): ReadonlySet<string> {
  const path = new Set([id]);
  const follow = (start: string, from: 'from' | 'to', to: 'from' | 'to') => {
    const seen = new Set([start]);
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const edge of edges)
        if (edge[from] === at && !seen.has(edge[to])) {
          seen.add(edge[to]);
          open.push(edge[to]);
        }
    for (const each of seen) path.add(each);
  };
  follow(id, 'from', 'to');
  follow(id, 'to', 'from');
  return path;
}
