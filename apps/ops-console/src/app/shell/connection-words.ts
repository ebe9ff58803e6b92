import type { LinkState } from '../live/link.js';

/**
 * How a connection stands, in words: `Live`, `Reconnecting since 09:30:12`.
 * @param clock writes a time of day
 */
export function connectionWords(state: LinkState, clock: (time: number) => string): string {
  switch (state.kind) {
    case 'live':
      return 'Live';
    case 'connecting':
      return 'Connecting…';
    case 'reconnecting':
      return 'Reconnecting…';
    case 'offline':
      return `Offline since ${clock(state.since)}`;
  }
}
