import { Injectable } from '@nestjs/common';
import { clientKey, unauthorized, type AuditNote } from '@shop/http';
import type { UserRow } from '../users/user.entity.js';
import { Users } from '../users/users.js';
import { AttemptLimits, digestOf } from './attempt-limits.js';
import { KnownClients } from './known-clients.js';
import { Passwords } from './passwords.js';

/** Who tries to sign in, and from where. */
export interface Attempt {
  readonly email: string;
  readonly password: string;
  /** The caller's address. */
  readonly client: string;
}

/** Signing in with email and password. */
@Injectable()
export class SignIns {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly limits: AttemptLimits,
    private readonly clients: KnownClients,
  ) {}

  /**
   * The user whose email and password these are. An unknown account and a wrong password are told apart by nothing:
   * not the answer, not the time it takes, not the limits. An account is what the database finds by the address, however
   * it is written.
   * @param audit is told which account was tried: its user id, or a digest where there is none
   * @throws ProblemError 401 for a wrong pair, 429 after too many of them
   */
  async signIn({ email, password, client }: Attempt, audit: AuditNote): Promise<UserRow> {
    const { pair, account, client: perClient } = this.limits;
    const known = await this.users.findAccount(email);
    const id = known?.user.userId ?? `unknown:${digestOf(email.normalize('NFC').trim().toLowerCase()).slice(0, 16)}`;
    audit.target = id;
    const from = clientKey(client);
    const both = digestOf(id, from);
    // Taken before the password is looked at, so that many attempts at once don't all slip through; given back after.
    await perClient.take(from);
    await pair.take(both);
    const elsewhere = !(await this.clients.has(id, from));
    if (elsewhere) await account.take(id);
    if (!(await this.passwords.verify(known?.passwordHash, password)) || !known) {
      throw unauthorized('signIn.wrong', 'The email address or the password is wrong.');
    }
    await Promise.all([perClient.giveBack(from), pair.giveBack(both), elsewhere && account.giveBack(id)]);
    await this.clients.remember(id, from);
    return known.user;
  }
}
