import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import {
  answer,
  Handles,
  mayAskAbout,
  noSuchUser,
  ProblemError,
  unprocessable,
  type AnswerOf,
  type RequestOf,
} from '@shop/http';
import { SignIns } from '../sessions/sign-ins.js';
import { asUser, Users } from './users.js';

/** From where it is asked, and what becomes of that. */
type Asking = Pick<RequestOf<typeof operations.deleteUser>, 'client' | 'audit'>;

/** What a person may ask about themselves, and operations staff about everybody: what is held, and to be forgotten. */
@Controller()
export class ForgettingController {
  constructor(
    private readonly users: Users,
    private readonly signIns: SignIns,
  ) {}

  /** Answered when the row is gone; the topics, read models and other services follow from change data capture. */
  @Handles(operations.deleteUser)
  async delete({
    params: { userId },
    body,
    principal,
    client,
    audit,
  }: RequestOf<typeof operations.deleteUser>): Promise<AnswerOf<typeof operations.deleteUser>> {
    mayAskAbout(userId, principal);
    const isOwn = principal.userId === userId;
    if (isOwn) await this.confirm(userId, body.password, { client, audit });
    if (!(await this.users.delete(userId))) throw noSuchUser();
    return answer(204, undefined, isOwn ? { session: null } : {});
  }

  @Handles(operations.exportAccount)
  async account({
    params: { userId },
    principal,
  }: RequestOf<typeof operations.exportAccount>): Promise<AnswerOf<typeof operations.exportAccount>> {
    mayAskAbout(userId, principal);
    const user = await this.users.find(userId);
    if (!user) throw noSuchUser();
    return answer(200, { user: asUser(user) });
  }

  /**
   * Whoever sits before an open session may be somebody else: the password is asked again, within the limits of signing in.
   * @throws ProblemError 422 when it is missing or wrong, 429 after too many of them
   */
  private async confirm(userId: string, password: string | undefined, { client, audit }: Asking): Promise<void> {
    const user = await this.users.find(userId);
    if (!user) throw noSuchUser();
    if (password === undefined) throw wrongPassword('is missing');
    await this.signIns.signIn({ email: user.email, password, client }, audit).catch((error: unknown) => {
      // Not a 401: the session is good, and a client would take it for ended.
      if (error instanceof ProblemError && error.status === 401) throw wrongPassword('is not your password');
      throw error;
    });
  }
}

function wrongPassword(message: string): ProblemError {
  const detail = 'Deleting an account needs its password.';
  return unprocessable('password.wrong', detail, [{ path: '/body/password', message }]);
}
