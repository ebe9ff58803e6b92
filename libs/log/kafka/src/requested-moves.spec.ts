import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ControlEvent, ControlEventData } from '@shop/topics';
import type { Move } from './pending-moves.js';
import type { RunningReader } from './reader-options.js';
import { RequestedMoves } from './requested-moves.js';

const READER = 'test.reader';
const at = (partition: number, offset: number) => ({ topic: 'orders', partition, offset: String(offset) });

let paused: boolean;
let running: RunningReader | undefined;
let asked: Move[];
let forgotten: [string, string[] | undefined][];
let reports: [string, unknown, string][];
let requested: RequestedMoves;

beforeEach(() => {
  paused = true;
  [asked, forgotten, reports] = [[], [], []];
  running = {
    name: READER,
    move: (move: Move) => asked.push(move),
    forgetMove: (id: string, places?: Iterable<string>) => forgotten.push([id, places && [...places]]),
  } as unknown as RunningReader;
  requested = new RequestedMoves({
    reader: () => running,
    isPaused: () => paused,
    report: async (type, data, cause) => void reports.push([type, data, cause.id]),
  });
});

const event = <Type extends keyof ControlEventData>(
  type: Type,
  data: Omit<ControlEventData[Type], 'reader'>,
  ids: { id: string; causationid?: string },
) => ({ type, data: { reader: READER, ...data }, correlationid: 'c', ...ids }) as unknown as ControlEvent;
const request = (id: string, positions: ReturnType<typeof at>[], live = true) =>
  requested.on(event('ReaderMoveRequested', { to: 'offset', positions }, { id }), live);
const report = (causationid: string, partitions: number[]) =>
  requested.on(
    event(
      'ReaderMoved',
      { instance: 'other', partitions: partitions.map((each) => ({ from: at(each, 9), to: at(each, 0) })) },
      { id: `${causationid}-moved`, causationid },
    ),
    true,
  );
/** What a reader that starts now would be asked to do. */
const left = () => {
  asked = [];
  requested.add(running!);
  return asked.map(({ id, to }) => [id, Object.fromEntries(to)]);
};

describe('a move that was requested', () => {
  it('is passed to the reader, and to one that starts later', () => {
    request('a', [at(0, 3), at(1, 4)]);
    expect(asked.map(({ id }) => id)).toEqual(['a']);
    expect(left()).toEqual([['a', { 'orders/0': 3, 'orders/1': 4 }]]);
  });

  it('is kept for a reader that isn’t there yet', () => {
    const later = running;
    running = undefined;
    request('a', [at(0, 3)], false);
    running = later;
    expect(left()).toEqual([['a', { 'orders/0': 3 }]]);
  });

  it('is over partition by partition, whoever did it', () => {
    request('a', [at(0, 0), at(1, 0)]);
    report('a', [1]);
    expect(forgotten).toEqual([['a', ['orders/1']]]);
    expect(left()).toEqual([['a', { 'orders/0': 0 }]]);
    report('a', [0]);
    expect(left()).toEqual([]);
  });

  it('is over as a whole when anybody refuses', () => {
    request('a', [at(0, 0), at(1, 0)]);
    const refusal = { code: 'reader.wouldSkip', reason: 'No.' };
    requested.on(event('ReaderMoveRefused', { instance: 'other', refusal }, { id: 'r', causationid: 'a' }), true);
    expect(left()).toEqual([]);
    expect(forgotten).toEqual([['a', undefined]]);
  });

  it('gives way to a later one, whose partitions an old report leaves alone', () => {
    request('a', [at(0, 0), at(1, 0)]);
    request('b', [at(1, 5)]);
    report('a', [0, 1]);
    expect(left()).toEqual([['b', { 'orders/1': 5 }]]);
  });

  it('is refused where the log has the reader running, once it is asked and not when it is read again', () => {
    paused = false;
    request('a', [at(0, 0)]);
    expect(reports).toEqual([
      [
        'ReaderMoveRefused',
        { reader: READER, refusal: { code: 'reader.running', reason: expect.stringMatching(/pause it first/) } },
        'a',
      ],
    ]);
    request('a', [at(0, 0)], false);
    expect(reports).toHaveLength(1);
    expect(left()).toEqual([]);
  });

  it('is reported with where the partitions were, or why not', () => {
    request('a', [at(0, 0)]);
    asked[0].onMoved([{ topic: 'orders', partition: 0, from: 9, to: 0 }]);
    asked[0].onRefused({ code: 'x', reason: 'y' });
    expect(reports).toEqual([
      ['ReaderMoved', { reader: READER, partitions: [{ from: at(0, 9), to: at(0, 0) }] }, 'a'],
      ['ReaderMoveRefused', { reader: READER, refusal: { code: 'x', reason: 'y' } }, 'a'],
    ]);
  });
});
