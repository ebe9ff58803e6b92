import { Injectable } from '@nestjs/common';
import { unauthorized, type UserPrincipal } from '@shop/http';
import { DataSource } from 'typeorm';
import type { UserRow } from '../users/user.entity.js';
import { SigningKey } from './signing-key.js';

/**
 * The roles as they are now, and a time later than every revocation of the user. The lock waits for a change of roles
 * that is under way: a session never begins with roles that were taken away before.
 */
const BEGIN = `
  SELECT u.roles, greatest(clock_timestamp(), r."revokedAt" + interval '1 millisecond')::timestamptz(3) AS at
  FROM users u LEFT JOIN revocations r ON r.id = 'user:' || u."userId"
  WHERE u."userId" = $1 FOR SHARE OF u`;

/** Tokens of sessions: of new ones, and of those that go on. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly database: DataSource,
    private readonly key: SigningKey,
  ) {}

  /**
   * The token of a new session.
   * @throws ProblemError 401 when the user has just been deleted
   */
  async begin({ userId }: Pick<UserRow, 'userId'>): Promise<string> {
    const [row] = await this.database.query<{ roles: string[]; at: Date }[]>(BEGIN, [userId]);
    if (!row) throw unauthorized('session.missing', 'This account does not exist any more.');
    return this.key.sign({ sessionId: crypto.randomUUID(), userId, signedInAt: row.at, roles: row.roles });
  }

  /** A new token of the same session, with the roles that the user has now. */
  renew({ sessionId, userId, signedInAt }: UserPrincipal, { roles }: Pick<UserRow, 'roles'>): Promise<string> {
    return this.key.sign({ sessionId, userId, signedInAt, roles });
  }
}
