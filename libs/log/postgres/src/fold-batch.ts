import type { Decider, LogRecord, Refusal } from '@shop/log-core';
import type { ProjectionBatch } from './projection.js';

/** An event of a batch, with the state of its aggregate before and after it. */
export interface FoldedEvent<Event, State> {
  readonly record: LogRecord;
  readonly event: Event;
  /** The aggregate's id: the record's key. */
  readonly key: string;
  readonly before: State;
  readonly after: State;
  /** Why it changed nothing. */
  readonly ignored?: Refusal;
}

/** What a batch did to the aggregates in it. */
export interface FoldedBatch<Event, State> {
  /** The last state of every aggregate in the batch. */
  readonly states: ReadonlyMap<string, State>;
  /** Every event, in the order of the log. */
  readonly entries: readonly FoldedEvent<Event, State>[];
}

/**
 * Folds the events of a batch into the states of their aggregates, in memory, after one query for all of them.
 * @param decider the rules; the batch's events are its events, because the topic's schema said so
 * @param load the states of the given keys; a key without one is left out
 */
export async function foldBatch<Event, State>(
  batch: ProjectionBatch,
  decider: Pick<Decider<never, Event, State>, 'initialState' | 'evolve' | 'ignored'>,
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, State>>,
): Promise<FoldedBatch<Event, State>> {
  const records = batch.records.filter(({ content }) => content.kind === 'event');
  const keys = [...new Set(records.map(({ key }) => key))];
  const states = new Map(keys.length ? await load(keys) : []);
  const entries = records.map((record): FoldedEvent<Event, State> => {
    const { key, content } = record;
    const event = (content as { event: unknown }).event as Event;
    const before = states.get(key) ?? decider.initialState;
    const ignored = decider.ignored(before, event);
    const after = decider.evolve(before, event);
    states.set(key, after);
    return { record, event, key, before, after, ignored };
  });
  return { states, entries };
}
