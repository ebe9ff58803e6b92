import type { CommandIdentity } from '@shop/http';
import { v5 } from 'uuid';

/** Namespace of the ids of notes (a random UUID, fixed for ever). */
const NAMESPACE = 'c2b7f3de-96a1-4c1b-8d04-1f6d8b2f5a3e';

/**
 * The note that a step leaves. A retry leads to the same one; two requests with one key but other texts can't overwrite
 * each other's.
 */
export function noteIdOf({ eventId, requestHash = '' }: CommandIdentity): string {
  return v5(`note ${eventId} ${requestHash}`, NAMESPACE);
}
