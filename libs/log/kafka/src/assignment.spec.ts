import { describe, expect, it } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import { AssignedPartition } from './assignment.js';

const MIB = 1024 * 1024;
/** A partition in which values of these sizes wait. */
function waiting(...sizes: number[]): AssignedPartition {
  const partition = new AssignedPartition({ topic: 'users', partition: 0 });
  const messages = sizes.map((size, i) => ({ offset: String(i + 5), value: Buffer.alloc(size) }));
  partition.wait(messages as unknown as KafkaMessage[], 20);
  return partition;
}
/** Offsets that are taken together, each time with where to go on, until nothing waits. */
function taken(partition: AssignedPartition, most = Infinity): string[] {
  const all: string[] = [];
  for (let next = 0; next < partition.fetched;) {
    const part = partition.take(most);
    next = part.next;
    all.push(`${part.messages.map(({ offset }) => offset).join()} -> ${next}`);
  }
  return all;
}

describe('what waits of a partition', () => {
  it('is taken together when it is little', () => {
    expect(taken(waiting(100, 0, 100))).toEqual(['5,6,7 -> 20']);
    expect(taken(waiting())).toEqual([' -> 20']);
  });

  it('is taken in parts of 2 MiB, whose parsed values memory has room for, and of one record at least', () => {
    expect(taken(waiting(MIB, MIB, 1, 3 * MIB, 1))).toEqual(['5,6 -> 7', '7 -> 8', '8 -> 9', '9 -> 20']);
  });

  it('is taken in smaller parts while a record is looked for', () => {
    expect(taken(waiting(1, 1, 1), 2)).toEqual(['5,6 -> 7', '7 -> 20']);
  });

  it('still counts what is left', () => {
    const partition = waiting(2 * MIB, 100, 100);
    expect(partition.waiting).toBe(515);
    partition.take(Infinity);
    expect(partition.waiting).toBe(2);
  });
});
