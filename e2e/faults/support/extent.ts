/** Whether every case runs at its full length (`FAULTS=full`), not in the cut that `npm test` runs. */
export const isFull = process.env['FAULTS'] === 'full';

/** How often, or how long: the first in the cut, the second at full length. */
export const cutOrFull = (cut: number, full: number): number => (isFull ? full : cut);
