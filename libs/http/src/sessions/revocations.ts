import type { RevocationRow } from '@shop/topics';

/** What tells whether a session was ended before its time. */
export interface RevocableSession {
  readonly sessionId: string;
  readonly userId: string;
  /** When its user signed in. */
  readonly signedInAt: Date;
}

/** Which sessions were ended is not known yet, so it is not known whether a session is good. */
export class RevocationsUnknown extends Error {
  override name = 'RevocationsUnknown';
}

/** Which sessions were ended before their time: by signing out, by losing a role, by deleting the user. */
export abstract class Revocations {
  private readonly listeners = new Set<() => void>();

  /**
   * Whether the session was ended.
   * @throws RevocationsUnknown while that is not known
   */
  abstract isRevoked(session: RevocableSession): boolean | Promise<boolean>;

  /** Resolves when it is known which sessions were ended. */
  abstract known(): Promise<void>;

  /** Calls back after every revocation. @returns a function that ends it */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells who listens that there are more. */
  protected changed(): void {
    for (const listener of this.listeners) listener();
  }
}

const SESSION = 'session:';
const USER = 'user:';

/**
 * Revocations in memory, folded from the topic `revocations`. Nothing is known until it was read to its end; after that
 * what is known counts, whether or not more can be read just now.
 */
export class FoldedRevocations extends Revocations {
  private readonly sessions = new Set<string>();
  /** By user: sessions that began at this time or before are over, in milliseconds since 1970. */
  private readonly users = new Map<string, number>();
  private complete = false;
  private readonly whenKnown: Promise<void>;
  private tell!: () => void;

  constructor() {
    super();
    this.whenKnown = new Promise((resolve) => (this.tell = resolve));
  }

  override isRevoked({ sessionId, userId, signedInAt }: RevocableSession): boolean {
    if (!this.complete) throw new RevocationsUnknown('The revocations of sessions are not read to their end yet');
    return this.sessions.has(sessionId) || signedInAt.getTime() <= (this.users.get(userId) ?? -Infinity);
  }

  override known(): Promise<void> {
    return this.whenKnown;
  }

  /** Takes a row of the topic. */
  add({ id, revokedAt }: Pick<RevocationRow, 'id' | 'revokedAt'>): void {
    if (id.startsWith(SESSION)) this.sessions.add(id.slice(SESSION.length));
    else if (id.startsWith(USER)) this.users.set(id.slice(USER.length), Date.parse(revokedAt));
    this.changed();
  }

  /** Takes a tombstone: every token that the row ended has run out. */
  forget(id: string): void {
    if (id.startsWith(SESSION)) this.sessions.delete(id.slice(SESSION.length));
    else if (id.startsWith(USER)) this.users.delete(id.slice(USER.length));
  }

  /** Everything that was in the topic at the start has been taken. */
  reachedEnd(): void {
    this.complete = true;
    this.tell();
  }
}
