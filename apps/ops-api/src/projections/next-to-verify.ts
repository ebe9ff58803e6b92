import type { ProjectionInfo } from '@shop/api';

/**
 * Which read model is to be verified now: of those that run and were not verified for so long, the one that waits
 * longest. None while anything is being built: one after the other costs the shop least.
 * @param lastAsked when it was asked for last; undefined for never
 * @param now in milliseconds
 * @param every in milliseconds
 */
export function nextToVerify(
  projections: readonly Pick<ProjectionInfo, 'name' | 'state' | 'readerState'>[],
  lastAsked: (name: string) => string | undefined,
  now: number,
  every: number,
): string | undefined {
  if (projections.some(({ state }) => state !== 'serving')) return undefined;
  const waiting = projections
    .filter(({ readerState }) => readerState === 'running')
    .map(({ name }) => ({ name, since: Date.parse(lastAsked(name) ?? '') || 0 }))
    .filter(({ since }) => now - since >= every);
  return waiting.sort((one, other) => one.since - other.since)[0]?.name;
}
