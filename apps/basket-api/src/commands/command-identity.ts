import type { CommandIdentity } from '@shop/http';
import { v5 } from 'uuid';

/** Namespace of every id that basket-api derives (a random UUID, fixed for ever). */
const NAMESPACE = 'b6f2a1de-0c53-4f0e-9f1c-6f0a4f9f5c11';

/** The basket that an opening opens: a retry leads to the same one. */
export function basketIdOf(eventId: string): string {
  return v5(`basket ${eventId}`, NAMESPACE);
}

/** The order that a checkout causes. Two requests with one key but other contents can't overwrite each other's contact. */
export function orderIdOf({ eventId, requestHash = '' }: CommandIdentity): string {
  return v5(`order ${eventId} ${requestHash}`, NAMESPACE);
}

/** The id of `OrderPlaced` of a checkout: placing an order again changes nothing. */
export function orderPlacedIdOf(checkoutEventId: string): string {
  return v5(`OrderPlaced ${checkoutEventId}`, NAMESPACE);
}
