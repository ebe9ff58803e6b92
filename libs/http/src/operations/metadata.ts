import type { Operation } from '@shop/api';
import { OperationValidator } from './validation.js';

/** An operation and its compiled schemas. */
export interface Handled {
  readonly operation: Operation;
  readonly validator: OperationValidator;
}

// Functions are decorated, not routes: a map keyed by them needs no metadata reflection and no clash of keys.
const handled = new WeakMap<object, Handled>();

/** Notes that a function handles an operation. */
export function markOperation(handler: object, operation: Operation): void {
  handled.set(handler, { operation, validator: new OperationValidator(operation) });
}

/** The operation that a function handles. */
export function operationOf(handler: object): Handled {
  const found = handled.get(handler);
  if (!found) throw new Error('Only methods with @Handles are guarded');
  return found;
}
