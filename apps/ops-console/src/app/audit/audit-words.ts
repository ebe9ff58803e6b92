import type { Operation, SecurityEvent } from '@shop/api';

/** An action as words: `pauseReader` is "pause reader". */
export function actionWords(action: string): string {
  return action.replace(/([A-Z])/g, ' $1').toLowerCase();
}

/** What came of it, as words. */
export function outcomeWords({ outcome, code }: Pick<SecurityEvent, 'outcome' | 'code'>): string {
  return code ? `${outcome}: ${code}` : outcome;
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
