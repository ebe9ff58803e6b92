import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { hasRole, type Access, type StaffRole } from '@shop/api';
import { forbidden, ProblemError, unauthorized, unavailable } from '../problems/problem-error.js';
import { problemOf } from '../problems/problem-of.js';
import { Cookies, parseCookies } from './cookies.js';
import { guestOwner } from './guest.js';
import { OriginPolicy } from './origin-policy.js';
import type { Principal, UserPrincipal } from './principal.js';
import { Revocations } from './revocations.js';
import { SessionKeys, SessionKeysUnavailable } from './session-keys.js';
import { verifySession } from './session-token.js';

/** What is needed of a socket.io handshake. */
export interface Handshake {
  readonly headers: IncomingHttpHeaders;
}

/** What is needed of a socket.io socket. */
export interface SessionSocket {
  readonly handshake: Handshake;
  readonly data: { principal?: UserPrincipal };
  readonly conn: { close(): unknown };
  once(event: 'disconnect', listener: () => void): unknown;
}

/** Who is calling? Every service verifies for itself and trusts no identity header. */
@Injectable()
export class Sessions {
  constructor(
    private readonly cookies: Cookies,
    private readonly keys: SessionKeys,
    private readonly origins: OriginPolicy,
    private readonly revocations: Revocations,
  ) {}

  /**
   * The caller by its cookies. A session that is no good, or was ended, counts as none.
   * @throws SessionKeysUnavailable when a session can't be verified because no keys could be fetched yet;
   * RevocationsUnknown when it isn't known yet which sessions were ended
   */
  async principalOf(headers: IncomingHttpHeaders): Promise<Principal> {
    const cookies = parseCookies(headers.cookie);
    const guest = guestOwner(cookies.get(this.cookies.guest));
    const token = cookies.get(this.cookies.session);
    if (token) {
      const user = await verifySession(token, this.keys.keyOf).catch((error: unknown) => {
        if (error instanceof SessionKeysUnavailable) throw error;
        return undefined;
      });
      if (user && !(await this.revocations.isRevoked(user)))
        return { kind: 'user', ...user, owner: user.userId, owners: guest ? [user.userId, guest] : [user.userId] };
    }
    return guest ? { kind: 'guest', owner: guest, owners: [guest] } : { kind: 'nobody', owner: undefined, owners: [] };
  }

  /**
   * The caller, if it may call.
   * @param safe whether the request only reads: then it is answered as a stranger's while sessions can't be verified
   * @throws ProblemError 401 without a session, 403 without the role, 503 while sessions can't be verified
   */
  async authenticate(headers: IncomingHttpHeaders, access: Access, safe: boolean): Promise<Principal> {
    const principal = await this.principalOf(headers).catch((error: unknown): Principal => {
      if (access === 'anybody' && safe) return { kind: 'nobody', owner: undefined, owners: [] };
      throw unavailable('session.unverifiable', 'Sessions can not be verified just now.', 2, error);
    });
    if (access === 'anybody' || access === 'owner') return principal;
    if (principal.kind !== 'user')
      throw unauthorized('session.missing', 'Sign in first: there is no session, or it has ended.');
    if (access !== 'user' && !hasRole(principal.roles, access)) {
      const looks = access === 'ops' && hasRole(principal.roles, 'ops.read');
      throw forbidden(
        'role.missing',
        looks ? 'Your role may look, and change nothing.' : 'This is for operations staff.',
      );
    }
    return principal;
  }

  /** @throws ProblemError 403 when another site's page makes the browser send this */
  refuseForeign(headers: IncomingHttpHeaders): void {
    if (this.origins.isForeign(headers)) throw foreign();
  }

  /**
   * The user behind a websocket handshake.
   * @throws ProblemError 403 for a foreign origin or a missing role, 401 without a session, 503 while it can't be verified
   */
  async authenticateSocket(handshake: Handshake, access: 'user' | StaffRole): Promise<UserPrincipal> {
    this.refuseForeign(handshake.headers);
    return (await this.authenticate(handshake.headers, access, false)) as UserPrincipal;
  }

  /**
   * Middleware of a socket.io namespace: lets in who may, puts the user into `socket.data.principal`, and closes the
   * connection when the session ends or is ended (the client then reconnects with the session it has by then). Who may not
   * gets `connect_error` with the problem details as `data`.
   */
  socketMiddleware(access: 'user' | StaffRole): (socket: SessionSocket, next: (error?: Error) => void) => void {
    return (socket, next) => {
      this.authenticateSocket(socket.handshake, access).then(
        (principal) => {
          socket.data.principal = principal;
          const end = setTimeout(() => socket.conn.close(), Math.max(0, principal.expiresAt.getTime() - Date.now()));
          end.unref();
          const unsubscribe = this.revocations.onChange(() => void this.closeIfRevoked(socket, principal));
          socket.once('disconnect', () => {
            clearTimeout(end);
            unsubscribe();
          });
          next();
        },
        (error: unknown) => next(socketError(problemOf(error))),
      );
    };
  }

  private async closeIfRevoked(socket: SessionSocket, principal: UserPrincipal): Promise<void> {
    try {
      if (!(await this.revocations.isRevoked(principal))) return;
    } catch {
      // Whether it was ended can't be told: the client finds out when it reconnects.
    }
    socket.conn.close();
  }
}

const foreign = () => forbidden('origin.foreign', "Requests from another site's pages are refused.");

/** socket.io sends the message and `data` of an error to the client. */
function socketError(problem: ProblemError): Error {
  return Object.assign(new Error(problem.code), { data: problem.body() });
}
