import type { OperationName, Page, SecurityEvent } from '@shop/api';
import type { Account } from './data-folder.ts';
import { Deadline, OpsClient } from './ops-client.ts';

/** Who is refused: whose password is guessed, and who may only look. */
export interface Refused {
  readonly guessed: Account;
  readonly looksOnly: Account;
  /** The user whom the latter tries to change. */
  readonly userId: string;
}

/**
 * Two things that the shop says no to, for the audit: a sign-in with a wrong password, and a change by somebody who may
 * only look. What stands there already isn't tried again.
 * @param client who may read the audit
 */
export async function beRefused(
  client: OpsClient,
  origin: string,
  { guessed, looksOnly, userId }: Refused,
): Promise<void> {
  const deadline = new Deadline(60, 'The refusals of the demo history could not be brought about');
  const stands = async (action: OperationName) => {
    const query = { action, outcome: 'refused' };
    return (await client.ask<Page<SecurityEvent>>('listSecurityEvents', { query }, deadline)).items.length > 0;
  };
  if (!(await stands('signIn'))) {
    const body = { email: guessed.email, password: 'a wrong guess' };
    await OpsClient.stranger(origin).endsWith([401], 'signIn', { body }, deadline);
  }
  if (!(await stands('changeUser'))) {
    const reader = await OpsClient.signIn(origin, looksOnly, deadline);
    const change = { params: { userId }, body: { loyaltyStatus: 'Platinum' } };
    await reader.endsWith([403], 'changeUser', change, deadline);
  }
}
