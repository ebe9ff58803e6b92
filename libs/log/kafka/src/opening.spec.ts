import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  keyOf,
  MoveRefused,
  Retriable,
  type BatchSink,
  type PositionMove,
  type Refusal,
  type TopicPartition,
} from '@shop/log-core';
import type { Bounds, LogAdmin } from './admin.js';
import { openPositions, PositionRefused } from './opening.js';
import { PendingMoves, type Move } from './pending-moves.js';

const P0 = { topic: 'orders', partition: 0 };
const P1 = { topic: 'orders', partition: 1 };

let stored: Map<string, number>;
let bounds: Map<string, Bounds>;
let moves: PendingMoves;
let calls: string[];
let moved: (readonly PositionMove[])[];
let refused: Refusal[];
/** What the sink throws when it is moved, in turn; nothing for a move that works. */
let troubles: (Error | undefined)[];

beforeEach(() => {
  stored = new Map([
    ['orders/0', 10],
    ['orders/1', 20],
  ]);
  bounds = new Map([
    ['orders/0', { begin: 0, end: 30 }],
    ['orders/1', { begin: 0, end: 30 }],
  ]);
  moves = new PendingMoves();
  [calls, moved, refused, troubles] = [[], [], [], []];
});

const sink: BatchSink = {
  async open() {
    calls.push('open');
    return stored;
  },
  store: () => Promise.resolve(),
  async move(given, { skip }) {
    const trouble = troubles.shift();
    calls.push(
      `move ${given.map((each) => `${keyOf(each)} ${each.from}-${each.to}`).join(', ')}${skip ? ' skip' : ''}`,
    );
    if (trouble) throw trouble;
    for (const each of given) stored.set(keyOf(each), each.to);
  },
};
const ask = (id: string, to: Record<string, number>, skip = false): Move => {
  const move: Move = {
    id,
    to: new Map(Object.entries(to)),
    skip,
    onMoved: (each) => moved.push(each),
    onRefused: (refusal) => refused.push(refusal),
  };
  moves.add(move);
  return move;
};
const open = (places: readonly TopicPartition[] = [P0, P1], from: BatchSink = sink) =>
  openPositions({
    sink: from,
    admin: { bounds: async () => bounds } as unknown as LogAdmin,
    places,
    moves,
    commit: () => Promise.resolve(),
    signal: new AbortController().signal,
    onTrouble: (error) => calls.push(error.name),
  });
const nextOf = (opened: Awaited<ReturnType<typeof open>>) => opened?.map(({ next }) => next);

describe('partitions that are opened', () => {
  it('go on from where the sink stands', async () => {
    expect(await open()).toEqual([
      { place: P0, begin: 0, next: 10, end: 30, moved: false },
      { place: P1, begin: 0, next: 20, end: 30, moved: false },
    ]);
    expect(calls).toEqual(['open']);
  });

  it('are moved first if that was asked, and opened again: the sink has the last word', async () => {
    ask('a', { 'orders/0': 4, 'orders/1': 20 });
    const opened = await open();
    expect(nextOf(opened)).toEqual([4, 20]);
    expect(opened?.map((each) => each.moved)).toEqual([true, true]);
    expect(calls).toEqual(['open', 'move orders/0 10-4', 'open']);
    expect(moved).toEqual([
      [
        { ...P0, from: 10, to: 4 },
        { ...P1, from: 20, to: 20 },
      ],
    ]);
    calls = [];
    await open();
    expect(calls).toEqual(['open']);
  });

  it('are moved as they come: what another process has is left to it', async () => {
    ask('a', { 'orders/0': 4, 'orders/1': 5 });
    expect(nextOf(await open([P1]))).toEqual([5]);
    expect(moves.has('orders/0')).toBe(true);
    expect(moved).toEqual([[{ ...P1, from: 20, to: 5 }]]);
  });

  it('were moved already when that could not be reported: it is reported now, and nothing moves', async () => {
    ask('a', { 'orders/0': 10 });
    const opened = await open([P0]);
    expect(calls).toEqual(['open']);
    expect(moved).toEqual([[{ ...P0, from: 10, to: 10 }]]);
    // Kafka may not have been told either.
    expect(opened?.[0].moved).toBe(true);
  });

  it('follow the last of several wishes', async () => {
    ask('a', { 'orders/0': 4, 'orders/1': 5 });
    ask('b', { 'orders/0': 6 }, true);
    expect(nextOf(await open())).toEqual([6, 5]);
    expect(calls.filter((call) => call.startsWith('move')).toSorted()).toEqual([
      'move orders/0 10-6 skip',
      'move orders/1 20-5',
    ]);
    expect(moved).toHaveLength(2);
  });

  it('stay where they are when it would be unsafe, and the wish is over', async () => {
    troubles = [new MoveRefused({ code: 'reader.wouldSkip', reason: 'No.' })];
    ask('a', { 'orders/0': 12 });
    expect(nextOf(await open())).toEqual([10, 20]);
    expect(refused).toEqual([{ code: 'reader.wouldSkip', reason: 'No.' }]);
    expect(moves.has('orders/0')).toBe(false);
    expect(moved).toEqual([]);
  });

  it('never go beyond the end', async () => {
    ask('a', { 'orders/0': 31 });
    expect(nextOf(await open())).toEqual([10, 20]);
    expect(refused).toMatchObject([{ code: 'reader.outOfRange', reason: expect.stringMatching(/31.*orders\/0.*30/) }]);
  });

  it('begin where the log does, if that is later than what was asked for', async () => {
    bounds.set('orders/0', { begin: 7, end: 30 });
    ask('a', { 'orders/0': 4 });
    expect(nextOf(await open([P0]))).toEqual([7]);
    expect(moved).toEqual([[{ ...P0, from: 10, to: 7 }]]);
  });

  it('can not be moved by a sink that has nothing to do it with', async () => {
    ask('a', { 'orders/0': 4 });
    const { move: _, ...fixed } = sink;
    expect(nextOf(await open([P0], fixed))).toEqual([10]);
    expect(refused).toMatchObject([{ code: 'reader.unmovable' }]);
  });

  it('are tried again while the group is forming, and while a commit was lost', async () => {
    troubles = [new Retriable('Rebalancing')];
    const lossy: BatchSink = {
      ...sink,
      async move(given, context) {
        await sink.move!(given, context);
        // kafkajs says nothing when it is not running any more.
        if (calls.filter((call) => call.startsWith('move')).length === 2) stored.set('orders/0', 10);
      },
    };
    ask('a', { 'orders/0': 4 });
    expect(nextOf(await open([P0], lossy))).toEqual([4]);
    expect(calls.filter((call) => call.startsWith('move'))).toHaveLength(3);
    expect(calls).toContain('Retriable');
    expect(moved).toEqual([[{ ...P0, from: 10, to: 4 }]]);
  });

  it('beyond the end of the log are another log', async () => {
    stored.set('orders/0', 31);
    await expect(open()).rejects.toThrow(PositionRefused);
  });
});
