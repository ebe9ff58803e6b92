import { Controller } from '@nestjs/common';
import { emailAddress, operations, personName } from '@shop/api';
import { answer, clientKey, Handles, keptText, unprocessable, type AnswerOf, type RequestOf } from '@shop/http';
import { Passwords } from '../sessions/passwords.js';
import { AttemptLimits } from '../sessions/attempt-limits.js';
import { KnownClients } from '../sessions/known-clients.js';
import { SessionTokens } from '../sessions/session-tokens.js';
import { asUser, sessionOf, Users } from './users.js';

/** Registration, and what operations do with customers. */
@Controller()
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly limits: AttemptLimits,
    private readonly clients: KnownClients,
    private readonly tokens: SessionTokens,
  ) {}

  @Handles(operations.register)
  async register(request: RequestOf<typeof operations.register>): Promise<AnswerOf<typeof operations.register>> {
    const from = clientKey(request.client);
    await this.limits.registrations.take(from);
    const name = keptText('user.invalid', '/body/name', () => personName(request.body.name));
    const email = keptText('user.invalid', '/body/email', () => emailAddress(request.body.email));
    const passwordHash = await this.passwords.choose(request.body.password);
    const user = await this.users.register({ name, email, passwordHash });
    Object.assign(request.audit, { actor: user.userId, target: user.userId });
    await this.clients.remember(user.userId, from);
    return answer(201, sessionOf(user), { session: await this.tokens.begin(user) });
  }

  @Handles(operations.changeUser)
  async change(request: RequestOf<typeof operations.changeUser>): Promise<AnswerOf<typeof operations.changeUser>> {
    const { params, body, principal } = request;
    if (body.roles && params.userId === principal.userId)
      throw unprocessable('roles.own', 'Somebody else has to change your roles.', [
        { path: '/body/roles', message: 'must not be your own' },
      ]);
    const user = await this.users.change(params.userId, body);
    return answer(200, asUser(user));
  }

  @Handles(operations.findUsers)
  async find(request: RequestOf<typeof operations.findUsers>): Promise<AnswerOf<typeof operations.findUsers>> {
    const { q = '', cursor, limit = 24 } = request.query;
    return answer(200, await this.users.search(q, cursor, limit));
  }
}
