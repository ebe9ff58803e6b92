import type { TObject, TSchema } from 'typebox';

/**
 * Who may call: anybody; anybody with the guest or session cookie that owns the thing (`owner`); signed-in users;
 * operations staff (`ops`), also those who only look (`ops.read`).
 */
export type Access = 'anybody' | 'owner' | 'user' | StaffRole;

/** A role of operations staff: may do everything, or may look at everything. */
export type StaffRole = 'ops' | 'ops.read';

/** Whether somebody with these roles may do what needs a role: whoever may do everything may look, too. */
export function hasRole(roles: readonly string[], needed: StaffRole): boolean {
  return roles.includes(needed) || roles.includes('ops');
}

/** The process that answers an operation. */
export type AppName = 'basket-api' | 'review-api' | 'notifier' | 'catalogue-api' | 'backoffice-api' | 'ops-api';

/** What an answer of one status holds. */
export interface Answer {
  readonly description: string;
  /** Absent: no body. */
  readonly body?: TSchema;
}

/**
 * One operation of the HTTP interface, as data. Servers validate requests by it, the gateway routes by it, the OpenAPI
 * document is generated from it, and clients take their types from it.
 */
export interface Operation {
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With OpenAPI parameters: `/api/baskets/{id}/items`. */
  readonly path: string;
  /** `gateway`: put together by the gateway from what the others answer to the same caller. */
  readonly app: AppName | 'gateway';
  readonly access: Access;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** Whether it appends to the log, and so takes an `Idempotency-Key`. */
  readonly appends?: boolean;
  /**
   * What of it is a security event: everything (`all`; also by default where it needs the role `ops`), nothing, or by
   * default what was refused with 401, 403 or 429.
   */
  readonly audit?: 'all' | 'nothing';
  /** Answers of success by status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of problem details it may answer with, besides those that follow from access, schema and rate limits. */
  readonly problems: readonly number[];
}
