import { createHmac } from 'node:crypto';
import { v5, v7 } from 'uuid';

/** Namespace of the event ids of commands with an `Idempotency-Key` (a random UUID, fixed for ever). */
const NAMESPACE = 'b6f2a1de-0c53-4f0e-9f1c-6f0a4f9f5c11';

/** What a request says about itself. */
export interface RequestIdentity {
  /** Who is calling: a user id, or a guest's hash. */
  readonly owner: string;
  /** The path with its parameters filled in: the scope of the key. */
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  /** Everything else that the request says: its body and query. */
  readonly content: unknown;
}

/** How a command's event is known: its id, and with an `Idempotency-Key` also the hash of what was asked for. */
export interface CommandIdentity {
  readonly eventId: string;
  readonly requestHash?: string;
}

/**
 * With an `Idempotency-Key`, equal requests have equal event ids, so that only the first in the log takes effect, and
 * the hash tells a retry from another use of the key. The hash is keyed with the key itself, which is not kept: a plain
 * hash of a name and an address, kept for ever, could be guessed back.
 */
export function identify({ owner, path, idempotencyKey, content }: RequestIdentity): CommandIdentity {
  if (idempotencyKey === undefined) return { eventId: v7() };
  return {
    eventId: v5(JSON.stringify([owner, path, idempotencyKey]), NAMESPACE),
    requestHash: createHmac('sha256', idempotencyKey)
      .update(JSON.stringify(content ?? null))
      .digest('hex'),
  };
}
