import { operations, type Alert, type Figures, type Page, type SignIn } from '@shop/api';

/** How often a busy service is asked again, and how often something that takes its time is looked at. */
const PAUSE_MS = 250;

/** How often a long wait gives a sign of life. */
const WORD_EVERY_MS = 4_000;

/** The shop's HTTP interface as a person in operations uses it. */
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
    const body = JSON.stringify({ email, password });
    const answer = await ask(`${origin}${operations.signIn.path}`, { method: 'POST', body }, deadline);
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return new OpsClient(origin, cookies.join('; '));
  }

  /** All alerts; the demo history has few enough for one page. */
  async alerts(deadline: Deadline): Promise<readonly Alert[]> {
    const { items } = await this.#get<Page<Alert>>(`${operations.listAlerts.path}?limit=100`, deadline);
    return items;
  }

  /** The shop in numbers. */
  figures(deadline: Deadline): Promise<Figures> {
    return this.#get<Figures>(operations.getFigures.path, deadline);
  }

  /**
   * A step in an alert's life.
   * @param key tells a retry from a second step: the same key, the same step
   */
  async step(path: string, alertId: string, body: object | undefined, key: string, deadline: Deadline): Promise<void> {
    const url = this.#origin + path.replace('{id}', encodeURIComponent(alertId));
    const headers = { cookie: this.#cookie, 'idempotency-key': key };
    await ask(url, { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) }, deadline);
  }

  async #get<T>(path: string, deadline: Deadline): Promise<T> {
    const answer = await ask(this.#origin + path, { headers: { cookie: this.#cookie } }, deadline);
    return (await answer.json()) as T;
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
async function ask(url: string, request: RequestInit, deadline: Deadline): Promise<Response> {
  const headers = { ...(request.body ? { 'content-type': 'application/json' } : {}), ...request.headers };
  for (;;) {
    const answer = await fetch(url, { ...request, headers, signal: AbortSignal.timeout(10_000) }).catch(
      (error: unknown) => error as Error,
    );
    if (answer instanceof Error) await deadline.pause(`${url} can't be reached (${answer.message})`);
    else if (answer.ok) return answer;
    else if (answer.status < 500) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    else await deadline.pause(`${url} answers ${answer.status}`);
  }
}
