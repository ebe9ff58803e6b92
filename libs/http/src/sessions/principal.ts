/** A signed-in user, as the session says. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  /** The session: the same for all tokens of one sign-in. */
  readonly sessionId: string;
  readonly signedInAt: Date;
  readonly roles: readonly string[];
  /** When the session ends. */
  readonly expiresAt: Date;
  /** The user id: who owns what this caller makes, and the `actor` of events. */
  readonly owner: string;
  /** Everyone this caller is: the user id, then the hash of the guest cookie if there is one. */
  readonly owners: readonly string[];
}

/** Somebody without a session but with a guest cookie. */
export interface GuestPrincipal {
  readonly kind: 'guest';
  /** Hash (sha256, hex) of the guest cookie: who owns what this caller makes, and the `actor` of events. */
  readonly owner: string;
  readonly owners: readonly string[];
}

/** Somebody without any cookie of ours: owns nothing. */
export interface NobodyPrincipal {
  readonly kind: 'nobody';
  readonly owner: undefined;
  readonly owners: readonly string[];
}

/** Who is calling. */
export type Principal = UserPrincipal | GuestPrincipal | NobodyPrincipal;

/** The hash of the caller's guest cookie, signed in or not; undefined without such a cookie. */
export function guestOwnerOf(principal: Principal): string | undefined {
  return principal.kind === 'user' ? principal.owners[1] : principal.owner;
}
