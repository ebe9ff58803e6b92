import { Controller } from '@nestjs/common';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { Passwords } from '../sessions/passwords.js';
import { AttemptLimits } from '../sessions/sign-ins.js';
import { SessionTokens } from '../sessions/session-tokens.js';
import { asUser, sessionOf, Users } from './users.js';

/** Registration, and what operations do with customers. */
@Controller()
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly limits: AttemptLimits,
    private readonly tokens: SessionTokens,
  ) {}

  @Handles(operations.register)
  async register(request: RequestOf<typeof operations.register>): Promise<AnswerOf<typeof operations.register>> {
    const { name, email, password } = request.body;
    this.limits.registrations.take(request.client);
    const passwordHash = await this.passwords.hash(password);
    const user = await this.users.register({ name, email, passwordHash });
    return answer(201, sessionOf(user), { session: await this.tokens.begin(user) });
  }

  @Handles(operations.changeUser)
  async change(request: RequestOf<typeof operations.changeUser>): Promise<AnswerOf<typeof operations.changeUser>> {
    const user = await this.users.changeStatus(request.params.userId, request.body.loyaltyStatus);
    return answer(200, asUser(user));
  }

  @Handles(operations.findUsers)
  async find(request: RequestOf<typeof operations.findUsers>): Promise<AnswerOf<typeof operations.findUsers>> {
    const { q = '', cursor, limit = 24 } = request.query;
    return answer(200, await this.users.search(q, cursor, limit));
  }
}
