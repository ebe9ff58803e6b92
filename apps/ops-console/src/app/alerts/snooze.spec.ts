import { describe, expect, it } from '@jest/globals';
import { localTime, snoozePresets } from './snooze.js';

describe('Times to snooze until', () => {
  it('lie ahead, also on the last evening of a month', () => {
    const now = new Date(2026, 10, 30, 23, 30);
    for (const { until } of snoozePresets(now)) expect(until.getTime()).toBeGreaterThan(now.getTime());
    expect(localTime(snoozePresets(now)[2]!.until)).toBe('2026-12-01T09:00');
  });

  it('are written as the browser’s own field takes them', () => {
    expect(localTime(new Date(2026, 0, 5, 4, 7))).toBe('2026-01-05T04:07');
  });
});
