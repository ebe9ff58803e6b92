import { HttpErrorResponse } from '@angular/common/http';
import { computed, type Resource, type Signal } from '@angular/core';
import type { Problem } from '@shop/api';

/** The code of a request that never reached the shop. */
export const UNREACHABLE = 'network.unreachable';

const titles: Readonly<Record<number, string>> = {
  401: 'You are not signed in',
  403: 'This is not yours to see',
  404: 'Not found',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  502: 'The shop is not answering',
  503: 'The shop is catching its breath',
  504: 'The shop is not answering',
};

/** Problem details of whatever a request failed with: the server's own, or ones made from the status. A problem stays what it is. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  const response = responseOf(error);
  if (!response) {
    const detail = error instanceof Error ? error.message : String(error);
    return { type: 'about:blank', title: 'Something went wrong', status: 500, detail, code: 'client.failed' };
  }
  if (isProblem(response.error)) return { ...response.error, title: titles[response.status] ?? response.error.title };
  if (response.status === 0) {
    const detail = 'No answer came back: the connection may be gone, or the shop may be restarting.';
    return { type: 'about:blank', title: 'The shop can’t be reached', status: 0, detail, code: UNREACHABLE };
  }
  const title = titles[response.status] ?? 'The request failed';
  const detail = `The answer was ${response.status} without an explanation.`;
  return { type: 'about:blank', title, status: response.status, detail, code: `http.${response.status}` };
}

/** The problem that a resource failed with; undefined while it hasn't. Pages show this and never the error itself. */
export function problemIn(resource: Pick<Resource<unknown>, 'error'>): Signal<Problem | undefined> {
  return computed(() => {
    const error = resource.error();
    return error && problemOf(error);
  });
}

/** The classes of problems whose title is a word of HTTP: what was wrong with the request is in the detail. */
const REQUEST_PROBLEMS: ReadonlySet<number> = new Set([400, 409, 422, 429]);

/** A problem in the middle of a page, in a sentence or two. */
export function sentenceOf({ status, title, detail }: Problem): string {
  return REQUEST_PROBLEMS.has(status) || detail.startsWith(title) ? detail : `${title}. ${detail}`;
}

/** What a person can do about a problem, and whether trying the same again makes sense. */
export function adviceOn(problem: Problem): { readonly advice: string; readonly retry: boolean } {
  switch (problem.status) {
    case 0:
      return { advice: 'Check your connection, then try again.', retry: true };
    case 401:
      return { advice: 'Sign in, then try again.', retry: false };
    case 404:
      return { advice: 'It may have moved, or it isn’t yours. Check the address.', retry: false };
    case 409:
      return { advice: 'It has changed in the meantime. Look at it again before you go on.', retry: false };
    case 400:
    case 422:
      return { advice: 'Correct what is marked, then send it again.', retry: false };
    case 429:
      return { advice: 'Then try again.', retry: true };
    default:
      return { advice: 'Nothing you did is lost: try again in a moment.', retry: true };
  }
}

function responseOf(error: unknown): HttpErrorResponse | undefined {
  if (error instanceof HttpErrorResponse) return error;
  if (error instanceof Error && error.cause instanceof HttpErrorResponse) return error.cause;
  return undefined;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;
}
