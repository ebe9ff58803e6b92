import { Injectable } from '@nestjs/common';
import { unauthorized, type RateLimiter } from '@shop/http';
import type { UserRow } from '../users/user.entity.js';
import { Users } from '../users/users.js';
import { Passwords } from './passwords.js';

/** How often a client may try. */
export class AttemptLimits {
  constructor(
    /** Failed sign-ins by client and account: guessing one password. */
    readonly account: RateLimiter,
    /** Failed sign-ins by client: trying one password on many accounts. */
    readonly client: RateLimiter,
    /** Registrations by client. */
    readonly registrations: RateLimiter,
  ) {}
}

/** Signing in with email and password. */
@Injectable()
export class SignIns {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly limits: AttemptLimits,
  ) {}

  /**
   * The user whose email and password these are. An unknown account and a wrong password are told apart by nothing:
   * not the answer, not the time it takes, not the limits.
   * @param client the caller's address
   * @throws ProblemError 401 for a wrong pair, 429 after too many of them
   */
  async signIn(email: string, password: string, client: string): Promise<UserRow> {
    const account = `${client} ${email.toLowerCase()}`;
    // Taken before the password is looked at, so that many attempts at once don't all slip through; given back after.
    this.limits.client.take(client);
    this.limits.account.take(account);
    const known = await this.users.findAccount(email);
    if (!(await this.passwords.verify(known?.passwordHash, password)) || !known) {
      throw unauthorized('signIn.wrong', 'The email address or the password is wrong.');
    }
    this.limits.client.giveBack(client);
    this.limits.account.giveBack(account);
    return known.user;
  }
}
