import { describe, expect, it } from '@jest/globals';
import { nextState, type LinkState } from './link.js';

describe('The state of a live connection', () => {
  const live: LinkState = { kind: 'live', since: 1 };

  it('is live since it was made', () => {
    expect(nextState({ kind: 'connecting' }, 'connected', 0, 5)).toEqual({ kind: 'live', since: 5 });
  });

  it('reconnects after a loss, and is offline after two attempts in vain', () => {
    const lost = nextState(live, 'lost', 0, 10);
    expect(lost).toEqual({ kind: 'reconnecting', since: 10 });
    expect(nextState(lost, 'attemptFailed', 1, 11)).toEqual({ kind: 'reconnecting', since: 10 });
    expect(nextState(lost, 'attemptFailed', 2, 12)).toEqual({ kind: 'offline', since: 10 });
  });

  it('counts being offline from the loss, not from the last attempt', () => {
    expect(nextState({ kind: 'offline', since: 10 }, 'attemptFailed', 9, 99)).toEqual({ kind: 'offline', since: 10 });
  });

  it('says so when the very first connection fails', () => {
    expect(nextState({ kind: 'connecting' }, 'attemptFailed', 1, 5)).toEqual({ kind: 'reconnecting', since: 5 });
  });
});
