import type { Operation, StaffRole } from '@shop/api';
import type { Static, TSchema } from 'typebox';
import type { AuditNote } from '../security/security-recorder.js';
import type { Principal, UserPrincipal } from '../sessions/principal.js';
import type { Answer } from './answer.js';

type StaticOf<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise;
type Nothing = Readonly<Record<string, never>>;

/** A request of an operation, after its validation. */
export interface RequestOf<O extends Operation> {
  readonly params: StaticOf<O['params'], Nothing>;
  /** With defaults filled in. */
  readonly query: StaticOf<O['query'], Nothing>;
  readonly body: StaticOf<O['body'], undefined>;
  /** Who is calling; a user where the operation's access is `user` or a role. */
  readonly principal: O['access'] extends 'user' | StaffRole ? UserPrincipal : Principal;
  /** The `Idempotency-Key`, on operations that append. */
  readonly idempotencyKey: string | undefined;
  /** The id that everything caused by this request shares. */
  readonly correlationId: string;
  /** The caller's address, as the gateway saw it. */
  readonly client: string;
  /** What the handler knows for the security event that this becomes, where the request doesn't say it. */
  readonly audit: AuditNote;
}

type BodyOf<A> = A extends { readonly body: infer S extends TSchema } ? Static<S> : undefined;

/** What an operation may be answered with: one of its statuses with the body that belongs to it. */
export type AnswerOf<O extends Operation> = {
  [S in keyof O['answers'] & number]: Answer<S, BodyOf<O['answers'][S]>>;
}[keyof O['answers'] & number];
