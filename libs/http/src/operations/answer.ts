import type { Guest } from '../sessions/guest.js';

/** What an answer may bring besides its body. */
export interface AnswerOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the caller this guest's cookie. */
  readonly guest?: Guest;
  /** Sets the session cookie to this token; null clears it. */
  readonly session?: string | null;
}

/** An answer of success: a status of the operation and its body. */
export class Answer<S extends number, B> {
  constructor(
    readonly status: S,
    readonly body: B,
    readonly options: AnswerOptions,
  ) {}
}

/** Answers with a status of the operation that has no body. */
export function answer<const S extends number>(
  status: S,
  body?: undefined,
  options?: AnswerOptions,
): Answer<S, undefined>;
/** Answers with a status of the operation and its body. */
export function answer<const S extends number, B>(status: S, body: B, options?: AnswerOptions): Answer<S, B>;
export function answer(status: number, body?: unknown, options: AnswerOptions = {}): Answer<number, unknown> {
  return new Answer(status, body, options);
}
