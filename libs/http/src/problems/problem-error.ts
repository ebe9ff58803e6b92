import { STATUS_CODES } from 'node:http';
import type { Problem } from '@shop/api';

/** One field that is wrong: a JSON Pointer into `{params, query, body, headers}`, and what to mend. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What a problem may carry besides its code and sentence. */
export interface ProblemOptions {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of the answer, such as the basket that changed meanwhile. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error that is answered as problem details (RFC 9457). Thrown anywhere while a request is handled. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly errors?: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;

  /**
   * @param status the HTTP status
   * @param code stable, for programs: `basket.notFound`
   * @param detail a sentence for people
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    options: ProblemOptions = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.extra = options.extra ?? {};
  }

  /** The body of the answer. */
  body(): Problem & Record<string, unknown> {
    return {
      ...this.extra,
      type: `urn:shop:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      detail: this.detail,
      code: this.code,
      ...(this.errors && { errors: [...this.errors] }),
    };
  }
}

type Extra = Readonly<Record<string, unknown>>;
const retryAfter = (seconds: number) => ({ 'retry-after': String(Math.max(1, Math.ceil(seconds))) });

/** 400: the request isn't what the contract says. */
export const badRequest = (code: string, detail: string, errors?: readonly FieldError[]) =>
  new ProblemError(400, code, detail, { errors });
/** 401: there is no session, or it has ended. */
export const unauthorized = (code: string, detail: string) => new ProblemError(401, code, detail);
/** 403: whoever calls may not do this. */
export const forbidden = (code: string, detail: string) => new ProblemError(403, code, detail);
/** 404: it doesn't exist, or the caller may not know that it does. */
export const notFound = (code: string, detail: string) => new ProblemError(404, code, detail);
/** 409: the state doesn't allow it. `extra` tells the state, for instance the order that exists already. */
export const conflict = (code: string, detail: string, extra?: Extra) => new ProblemError(409, code, detail, { extra });
/** 422: understood, but against a rule. */
export const unprocessable = (code: string, detail: string, errors?: readonly FieldError[]) =>
  new ProblemError(422, code, detail, { errors });
/** 429: too many attempts; `seconds` until the next one. */
export const tooManyRequests = (code: string, detail: string, seconds: number) =>
  new ProblemError(429, code, detail, { headers: retryAfter(seconds) });
/** 503: not now; `seconds` until it is worth trying again. */
export const unavailable = (code: string, detail: string, seconds = 1, cause?: unknown) =>
  new ProblemError(503, code, detail, { headers: retryAfter(seconds), cause });
