import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, unauthorized, type AnswerOf, type RequestOf } from '@shop/http';
import { sessionOf, Users } from '../users/users.js';
import { RevocationsTable } from './revocations-table.js';
import { SessionTokens } from './session-tokens.js';
import { SignIns } from './sign-ins.js';

/** Sign in, who am I, sign out. */
@Controller()
export class SessionsController {
  constructor(
    private readonly signIns: SignIns,
    private readonly users: Users,
    private readonly tokens: SessionTokens,
    private readonly revocations: RevocationsTable,
  ) {}

  @Handles(operations.signIn)
  async signIn(request: RequestOf<typeof operations.signIn>): Promise<AnswerOf<typeof operations.signIn>> {
    const user = await this.signIns.signIn({ ...request.body, client: request.client }, request.audit);
    request.audit.actor = user.userId;
    return answer(200, sessionOf(user), { session: await this.tokens.begin(user) });
  }

  /** Also renews the session from the user's row, so that a changed status or a new role shows. */
  @Handles(operations.getSession)
  async getSession(request: RequestOf<typeof operations.getSession>): Promise<AnswerOf<typeof operations.getSession>> {
    const user = await this.users.find(request.principal.userId);
    if (!user) throw unauthorized('session.missing', 'This account does not exist any more.');
    return answer(200, sessionOf(user), { session: await this.tokens.renew(request.principal, user) });
  }

  /** Answered when the revocation has been committed; the other services know within a second. */
  @Handles(operations.signOut)
  async signOut({
    principal,
    query,
  }: RequestOf<typeof operations.signOut>): Promise<AnswerOf<typeof operations.signOut>> {
    if (principal.kind === 'user') {
      if (query.everywhere) await this.revocations.revokeUser(principal.userId);
      else await this.revocations.revokeSession(principal.sessionId);
    }
    return answer(204, undefined, { session: null });
  }
}
