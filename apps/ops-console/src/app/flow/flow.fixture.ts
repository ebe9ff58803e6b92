import type { ReaderInfo, TopicInfo } from '@shop/api';

/** A reader that runs and is caught up, unless given otherwise. */
export function aReader(name: string, given: Partial<ReaderInfo> = {}): ReaderInfo {
  return {
    name,
    app: name.split('.')[0]!,
    kind: 'projection',
    topics: [],
    state: 'running',
    lag: 0,
    lagSeconds: 0,
    trend: 'steady',
    partitions: [],
    ...given,
  };
}

/** A topic between its writers and readers. */
export function aTopic(name: string, writers: string[], readers: string[], given: Partial<TopicInfo> = {}): TopicInfo {
  return {
    name,
    description: `What ${name} is for.`,
    owner: 'basket-api',
    key: 'id',
    personal: false,
    retention: 'forever',
    partitions: 6,
    writers,
    readers,
    records: 10,
    offsets: 10,
    rate: 0,
    eventTypes: [],
    ...given,
  };
}
