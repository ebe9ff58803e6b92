import { describe, expect, it } from '@jest/globals';
import type { SendBack, SentBack } from '@shop/api';
import { effectWords, planWords, sendingWords } from './send-back-words.js';

const sentBack = (given: Partial<SentBack> = {}): SentBack => ({
  time: '2026-11-21T09:30:00.000Z',
  actor: 'olga',
  round: 1,
  edited: false,
  to: { topic: 'reviews', partition: 0, offset: '17' },
  eventId: 'e1',
  cameBack: null,
  ...given,
});
const sending = (given: Partial<SendBack>): SendBack => ({
  id: 's1',
  state: 'running',
  startedAt: '2026-11-21T09:30:00.000Z',
  endedAt: null,
  actor: 'olga',
  edited: false,
  total: 25,
  sent: 0,
  accepted: 0,
  failed: 0,
  stopped: null,
  last: [],
  ...given,
});

describe('Sending back in words', () => {
  it('tells what a dry run came to', () => {
    const none = { total: 0, accepted: 0, failsAgain: 0, unsure: 0, refused: 0, letters: [] };
    expect(planWords(none)).toBe('None of them waits to be sent back.');
    expect(planWords({ ...none, total: 4, accepted: 2, failsAgain: 1, refused: 1 })).toBe(
      '2 would be accepted, 1 would fail again, 1 can’t be sent back.',
    );
  });

  it('tells how far a sending is, and how it ended', () => {
    expect(sendingWords(sending({ sent: 20 }))).toBe('Sending back. 20 of 25 letters sent: 20 not known yet, 5 left.');
    expect(sendingWords(sending({ state: 'done', total: 1, sent: 1, accepted: 1 }))).toBe(
      'Done. 1 of 1 letter sent: 1 accepted.',
    );
    const stopped = { code: 'deadLetter.mostFailAgain', message: 'It is not mended yet.' };
    expect(sendingWords(sending({ state: 'stopped', sent: 20, accepted: 2, failed: 18, stopped }))).toBe(
      'Stopped. 20 of 25 letters sent: 2 accepted, 18 failed again, 5 left. It is not mended yet.',
    );
  });

  it('tells that an event sent twice has one effect, and only then', () => {
    expect(effectWords([])).toBeUndefined();
    expect(effectWords([sentBack(), sentBack()])).toMatch(/^Sent back 2 times, one effect: all carry the event id e1/);
    expect(effectWords([sentBack(), sentBack({ eventId: 'e2', edited: true })])).toBe(
      'Sent back 2 times as 2 different events.',
    );
    expect(effectWords([sentBack({ cameBack: 'letter' })])).toBe('Sent back once, and failed again every time.');
    expect(effectWords([sentBack({ eventId: null })])).toBe('Sent back once.');
  });
});
