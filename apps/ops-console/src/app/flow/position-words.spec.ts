import { describe, expect, it } from '@jest/globals';
import { moveWords, planWords, secondsWords } from './position-words.js';

const planned = (from: number | null, to: number, begin = 0, end = 2_000) => ({
  topic: 'orders',
  partition: 0,
  from,
  to,
  begin,
  end,
});

describe('seconds behind', () => {
  it('are as exact as is of use, and unknown is not 0', () => {
    expect([null, 0, 0.1, 9.94, 45.4, 300, 10_000, 400_000].map(secondsWords)).toEqual([
      '?',
      '0 s',
      '0.1 s',
      '9.9 s',
      '45 s',
      '5 min',
      '3 h',
      '5 days',
    ]);
  });
});

describe('a planned move', () => {
  it('says in plain words what happens', () => {
    expect(moveWords(planned(1_204, 0))).toBe('Back to the beginning: up to 1,204 records again');
    expect(moveWords(planned(1_204, 1_203))).toBe('Back to offset 1,203: up to 1 record again');
    expect(moveWords(planned(1_204, 2_000))).toBe('On to the end: up to 796 records left out');
    expect(moveWords(planned(1_204, 1_204))).toBe('Stays at offset 1,204');
    expect(moveWords(planned(null, 0, 0, 0))).toBe('Empty: nothing changes');
  });

  it('begins at the beginning where nothing was ever committed', () => {
    expect(moveWords(planned(null, 5, 5))).toBe('Stays at the beginning');
  });

  it('adds up over the partitions', () => {
    expect(planWords([planned(10, 0), planned(5, 5)])).toBe('Up to 10 records will be taken again.');
    expect(planWords([planned(10, 0), planned(5, 6)])).toBe(
      'Up to 10 records will be taken again, and up to 1 record will never be taken.',
    );
    expect(planWords([planned(5, 5)])).toBe('Nothing would change: it stands there already.');
  });
});
