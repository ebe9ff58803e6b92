import { expect, it } from '@jest/globals';
import { MoveRefused, refuseSkipping } from './moving.js';

const move = (from: number, to: number, partition = 0) => ({ topic: 'said', partition, from, to });

it('lets positions go back or stay', () => {
  expect(refuseSkipping([move(7, 3), move(7, 7, 1)], 'Go back.')).toBeUndefined();
});

it('names what the first move forward would leave out, and what to do', () => {
  expect(refuseSkipping([move(7, 3), move(3, 7, 1), move(0, 9, 2)], 'Go back.')).toEqual({
    code: 'reader.wouldSkip',
    reason: 'The offsets 3 to 6 of said/1 would be left out. Go back.',
  });
});

it('is refused with the reason as message', () => {
  const refusal = { code: 'reader.wouldSkip', reason: 'It would skip.' };
  const refused = new MoveRefused(refusal);
  expect([refused.name, refused.message, refused.refusal]).toEqual(['MoveRefused', 'It would skip.', refusal]);
});
