import { describe, expect, it } from '@jest/globals';
import { anAlert } from './alert.fixture.js';
import { actionsFor, announcement, stepWords, writtenIn, type AlertStep } from './alert-words.js';

const step = (type: string, data: unknown): AlertStep => ({
  number: 1,
  id: 'event-1',
  type,
  time: '2026-11-21T09:30:00.000Z',
  data,
  position: { topic: 'alert_events', partition: 0, offset: '1' },
  actor: 'Olivia Ops',
});
const names = (id: string) => (id === 'user-1' ? 'Olivia Ops' : id);

describe('Words for alerts', () => {
  it('names people where their name is known, and shows the id where it is not', () => {
    expect(stepWords(step('AlertAssigned', { to: 'user-1' }), names)).toBe('Assigned to Olivia Ops');
    expect(stepWords(step('AlertAssigned', { to: 'user-2' }), names)).toBe('Assigned to user-2');
  });

  it('shows a step of a kind it does not know by its type', () => {
    expect(stepWords(step('AlertEscalated', {}), names)).toBe('AlertEscalated');
  });

  it('quotes what an operator wrote', () => {
    expect(writtenIn(step('AlertResolved', { reason: 'Refunded' }))).toBe('Refunded');
    expect(writtenIn(step('AlertNoted', { text: 'Called' }))).toBe('Called');
    expect(writtenIn(step('AlertAcknowledged', {}))).toBeUndefined();
    expect(writtenIn(step('AlertRaised', { text: 'The review itself' }))).toBeUndefined();
  });

  it('offers what makes sense', () => {
    expect(actionsFor({ status: 'open' })).toContain('acknowledge');
    expect(actionsFor({ status: 'acknowledged' })).not.toContain('acknowledge');
    expect(actionsFor({ status: 'resolved' })).toEqual(['reopen', 'note']);
  });

  it('announces who was unhappy with what', () => {
    expect(announcement(anAlert())).toBe('New alert: Ada Sample gave Baked Beans 1 of 5.');
  });
});
