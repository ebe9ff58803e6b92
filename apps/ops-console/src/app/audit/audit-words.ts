import type { Operation, SecurityEvent } from '@shop/api';

/** An action as words: `pauseReader` is "Pause reader". */
export function actionWords(action: string): string {
  const words = action.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What came of something, as words. */
export const outcomeWords: Readonly<Record<SecurityEvent['outcome'], string>> = {
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
};

/** What the digest of something begins with that was typed as an address and belongs to no account. */
const UNKNOWN_ACCOUNT = 'unknown:';

/** What it was done to, if that isn't who did it. */
export interface AuditTarget {
  readonly kind: 'user' | 'nobody' | 'thing';
  readonly id: string;
}

/** What an event names beside who did it; undefined where that is all. */
export function targetOf(
  { action, actor, target }: Pick<SecurityEvent, 'action' | 'actor' | 'target'>,
  operations: Readonly<Record<string, Operation>>,
): AuditTarget | undefined {
  if (target === null || target === actor) return undefined;
  if (target.startsWith(UNKNOWN_ACCOUNT)) return { kind: 'nobody', id: target };
  const isUser = /^\/api\/(session|users)/.test(operations[action]?.path ?? '');
  return { kind: isUser ? 'user' : 'thing', id: target };
}

/** What is refused before it comes to an operation. */
const BEFORE_OPERATIONS = ['exceedBudget', 'openSocket'];

/** The names of the operations of which everything is recorded, and what is refused before one, in the order of the alphabet. */
export function auditedActions(operations: Readonly<Record<string, Operation>>): string[] {
  return Object.entries(operations)
    .filter(([, { audit, access }]) => audit === 'all' || (audit === undefined && access === 'ops'))
    .map(([name]) => name)
    .concat(BEFORE_OPERATIONS)
    .sort();
}

/** A field's local time as RFC 3339; undefined for one that is empty or no time. */
export function momentOf(local: string | undefined): string | undefined {
  const time = new Date(local ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
