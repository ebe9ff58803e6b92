import { v5 } from 'uuid';

/** The namespace of ids that the shop derives; an arbitrary UUID that must never change. */
const NAMESPACE = '5b0e6a9c-3b52-4b7c-9f43-2a1d6f0c7e11';

/**
 * The id of an event that follows from another: UUIDv5 of the cause's id and the type, so that following twice gives
 * the same id, and a reader that applies an id once has it once.
 */
export function deriveId(causeId: string, type: string): string {
  return v5(`${causeId}/${type}`, NAMESPACE);
}
