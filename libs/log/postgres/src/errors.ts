import { Retriable } from '@shop/log-core';

/** The database can't be reached, is too slow, or the tables are being made again. It will pass: answer 503, or wait. */
export class DatabaseAway extends Retriable {
  override name = 'DatabaseAway';
}

/** The tables of a generation are gone (somebody dropped them). They are made again, and filled from the log. */
export class ReadModelGone extends DatabaseAway {
  override name = 'ReadModelGone';
}

/** A checkpoint that doesn't belong to this log: reading on would skip or mix up records. The message has the remedy. */
export class CheckpointRefused extends Error {
  override name = 'CheckpointRefused';
}

/** The SQLSTATE or the error code of Node; empty without one. */
const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

/**
 * Classes and codes of SQLSTATE that pass by themselves or when an operator mends something: connection trouble, lack of
 * resources, serialization and deadlock, lock not available, operator intervention, system errors, a permission that was
 * taken away (42501), a server that only reads (25006).
 * Source: PostgreSQL documentation, appendix A.
 */
const passingStates = /^(08...|53...|40001|40P01|42501|55P03|57014|57P0.|25006|25P0.|58...)$/;
const networkTrouble = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ERR_STREAM_|ERR_SOCKET_)/;
/** What `pg` says without a code. */
const clientTrouble =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|not queryable|client was closed|connection error|after calling end/i;

/**
 * Tells what a database error means.
 * @returns a `DatabaseAway` for trouble that passes, a `ReadModelGone` for tables that are missing, or the error itself
 */
export function understood(error: unknown): unknown {
  if (error instanceof Retriable) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message || code : String(error);
  if (code === '42P01' || code === '3F000') return new ReadModelGone(message, { cause: error });
  if (passingStates.test(code) || networkTrouble.test(code) || clientTrouble.test(message))
    return new DatabaseAway(`The database is away: ${message}`, { cause: error });
  return error;
}

/** Whether the connection itself is the trouble: there is no SQLSTATE, because PostgreSQL didn't get to answer. */
export function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return networkTrouble.test(codeOf(error)) || clientTrouble.test(error.message);
}

/** Whether the database or the way to it made an error, and not whoever asked: it has a SQLSTATE, or is known trouble. */
export function isOfDatabase(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test(codeOf(error)) || understood(error) !== error;
}

/**
 * Whether rows, not the database, are the trouble: data that a column or an index can't hold, a violated constraint, or two
 * rows of one statement that would be one (class 21).
 */
export function isDataTrouble(error: unknown): boolean {
  return /^((21|22|23)...|54000)$/.test(codeOf(error));
}

/** Whether a key is there already (SQLSTATE `unique_violation`). */
export function isRepetition(error: unknown): boolean {
  return codeOf(error) === '23505';
}
