import { createHash, randomBytes } from 'node:crypto';

/** A guest: a secret that only the browser knows, and the hash by which the log knows its owner. */
export interface Guest {
  /** 128 random bits, base64url. Goes into the cookie and nowhere else. */
  readonly cookie: string;
  /** sha256 of the cookie's value, hex. */
  readonly owner: string;
}

/** Somebody new. */
export function newGuest(): Guest {
  const cookie = randomBytes(16).toString('base64url');
  return { cookie, owner: hash(cookie) };
}

/** The owner that a guest cookie stands for; undefined for a value that is not one of ours. */
export function guestOwner(cookie: string | undefined): string | undefined {
  return cookie !== undefined && /^[\w-]{22}$/.test(cookie) ? hash(cookie) : undefined;
}

const hash = (cookie: string) => createHash('sha256').update(cookie).digest('hex');
