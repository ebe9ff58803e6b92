import { describe, expect, it } from '@jest/globals';
import { RateLimiter } from './rate-limiter.js';

const setUp = () => {
  const clock = { now: 0 };
  return { clock, limiter: new RateLimiter('signIn.tooMany', { limit: 2, seconds: 60 }, () => clock.now) };
};

describe('a rate limiter', () => {
  it('lets so many through per key and window, then says when', () => {
    const { clock, limiter } = setUp();
    limiter.take('a');
    clock.now = 20_000;
    limiter.take('a');
    expect(() => limiter.take('a')).toThrow(expect.objectContaining({ status: 429, headers: { 'retry-after': '40' } }));
    expect(() => limiter.take('b')).not.toThrow();
    clock.now = 60_000;
    expect(() => limiter.take('a')).not.toThrow();
  });

  it('takes back what turned out not to count', () => {
    const { limiter } = setUp();
    for (let n = 0; n < 10; n++) {
      limiter.take('a');
      limiter.giveBack('a');
    }
    limiter.giveBack('a');
    limiter.take('a');
    limiter.take('a');
    expect(() => limiter.take('a')).toThrow();
  });
});
