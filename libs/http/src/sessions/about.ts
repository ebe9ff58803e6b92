import { notFound } from '../problems/problem-error.js';
import type { UserPrincipal } from './principal.js';

/** There is no such user, or it is not the caller's to know of. */
export const noSuchUser = () => notFound('user.notFound', 'There is no such user.');

/**
 * Lets somebody ask about a person: about themselves, and operations staff about everybody. To anybody else a person is
 * like one that doesn't exist.
 * @throws ProblemError 404
 */
export function mayAskAbout(userId: string, { userId: caller, roles }: UserPrincipal): void {
  if (caller !== userId && !roles.includes('ops')) throw noSuchUser();
}
