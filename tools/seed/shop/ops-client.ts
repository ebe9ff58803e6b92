import { operations, type OperationName, type SignIn } from '@shop/api';

/** How often a busy service is asked again, and how often something that takes its time is looked at. */
const PAUSE_MS = 250;

/** How often a long wait gives a sign of life. */
const WORD_EVERY_MS = 4_000;

/** What an operation is given. */
export interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Tells a retry from a second request: the same key, the same request. */
  readonly key?: string;
}

/** The shop's HTTP interface as somebody uses it who has signed in. */
export class OpsClient {
  readonly #origin: string;
  readonly #cookie: string;

  private constructor(origin: string, cookie: string) {
    this.#origin = origin;
    this.#cookie = cookie;
  }

  /**
   * Signs in.
   * @param origin the shop's origin: `http://localhost:8080`
   * @throws Error when the shop says no
   */
  static async signIn(origin: string, { email, password }: SignIn, deadline: Deadline): Promise<OpsClient> {
    const answer = await OpsClient.stranger(origin).#send('signIn', { body: { email, password } }, deadline);
    if (!answer.ok) throw await refusal(answer);
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return new OpsClient(origin, cookies.join('; '));
  }

  /** Somebody who has no session. */
  static stranger(origin: string): OpsClient {
    return new OpsClient(origin, '');
  }

  /**
   * Calls an operation.
   * @throws Error when the shop says no
   */
  async ask<T>(name: OperationName, input: Input, deadline: Deadline): Promise<T> {
    const answer = await this.#send(name, input, deadline);
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()) as T;
  }

  /**
   * Calls an operation that ends with one of some statuses.
   * @param statuses also those of "done already", because what wasn't answered in time is asked again
   * @throws Error with what the shop said instead
   */
  async endsWith(statuses: readonly number[], name: OperationName, input: Input, deadline: Deadline): Promise<void> {
    const answer = await this.#send(name, input, deadline);
    if (!statuses.includes(answer.status)) throw await refusal(answer);
  }

  #send(name: OperationName, { params = {}, query, body, key }: Input, deadline: Deadline): Promise<Response> {
    const { method, path } = operations[name];
    const url = new URL(
      path.replace(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(params[param] ?? '')),
      this.#origin,
    );
    for (const [field, value] of Object.entries(query ?? {})) url.searchParams.set(field, value);
    const headers = {
      ...(this.#cookie && { cookie: this.#cookie }),
      ...(key && { 'idempotency-key': key }),
      ...(body && { 'content-type': 'application/json' }),
    };
    return answerTo(url.href, { method, headers, ...(body && { body: JSON.stringify(body) }) }, deadline);
  }
}

/** How long something may take. */
export class Deadline {
  readonly #end: number;
  readonly #failure: string;
  #nextWord = performance.now() + WORD_EVERY_MS;

  /** @param failure what to say when the time is up */
  constructor(seconds: number, failure: string) {
    this.#end = performance.now() + seconds * 1_000;
    this.#failure = failure;
  }

  /**
   * A short pause; a long wait says now and then what for.
   * @throws Error when the time is up
   */
  async pause(why: string): Promise<void> {
    const now = performance.now();
    if (now > this.#end) throw new Error(`${this.#failure}: ${why}`);
    if (now > this.#nextWord) {
      process.stdout.write(`Demo history: waiting (${why})\n`);
      this.#nextWord = now + WORD_EVERY_MS;
    }
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}

/** Asks until there is an answer: a service that has just started may be behind, or not there yet. */
async function answerTo(url: string, request: RequestInit, deadline: Deadline): Promise<Response> {
  for (;;) {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(10_000) }).catch(
      (error: unknown) => error as Error,
    );
    if (answer instanceof Error) await deadline.pause(`${url} can't be reached (${answer.message})`);
    else if (answer.status < 500) return answer;
    else await deadline.pause(`${url} answers ${answer.status}`);
  }
}

async function refusal(answer: Response): Promise<Error> {
  return new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
}
