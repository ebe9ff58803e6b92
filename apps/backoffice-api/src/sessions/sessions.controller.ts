import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, unauthorized, type AnswerOf, type RequestOf } from '@shop/http';
import { Users } from '../users/users.js';
import { SignIns } from './sign-ins.js';
import { sessionOf, SigningKey } from './signing-key.js';

/** Sign in, who am I, sign out. */
@Controller()
export class SessionsController {
  constructor(
    private readonly signIns: SignIns,
    private readonly users: Users,
    private readonly key: SigningKey,
  ) {}

  @Handles(operations.signIn)
  async signIn(request: RequestOf<typeof operations.signIn>): Promise<AnswerOf<typeof operations.signIn>> {
    const user = await this.signIns.signIn(request.body.email, request.body.password, request.client);
    return answer(200, sessionOf(user), { session: await this.key.sign(user) });
  }

  /** Also renews the session from the user's row, so that a changed status or role shows within one session's time. */
  @Handles(operations.getSession)
  async getSession(request: RequestOf<typeof operations.getSession>): Promise<AnswerOf<typeof operations.getSession>> {
    const user = await this.users.find(request.principal.userId);
    if (!user) throw unauthorized('session.missing', 'This account does not exist any more.');
    return answer(200, sessionOf(user), { session: await this.key.sign(user) });
  }

  @Handles(operations.signOut)
  signOut(): AnswerOf<typeof operations.signOut> {
    return answer(204, undefined, { session: null });
  }
}
