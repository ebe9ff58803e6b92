/** What the interface takes for an email address: something, an at sign, a dot. */
export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The shortest password that the interface takes for a new account. */
export const SHORTEST_PASSWORD = 8;

/** Where signing in leads back to: a path of this shop, never another site. */
export function returnPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}
