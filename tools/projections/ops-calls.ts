import { operations, type OperationName, type Problem } from '@shop/api';
import type { RunFile } from '../launcher/run-file.ts';

/** The shop said no, or nothing at all. The message says so to a person. */
export class CallFailed extends Error {
  /** The problem's stable code: `rebuild.underWay`. */
  readonly code: string;
  /** Whether the same may be answered a moment later: a process is away, or behind. */
  readonly passes: boolean;

  constructor(code: string, message: string, passes = false) {
    super(message);
    this.name = 'CallFailed';
    this.code = code;
    this.passes = passes;
  }
}

/** The HTTP interface of a running shop, called by the operations account of its `run.json`. */
export class OpsCalls {
  readonly #origin: string;
  #cookie = '';

  private constructor(origin: string) {
    this.#origin = origin;
  }

  /**
   * Signs in.
   * @throws CallFailed when the shop says no, can't be reached, or has no such account
   */
  static async signIn({ url, accounts }: Pick<RunFile, 'url' | 'accounts'>): Promise<OpsCalls> {
    const account = accounts.find(({ role }) => role === 'ops');
    if (!account)
      throw new CallFailed('account.missing', 'run.json names no account with the role ops yet; try again.');
    const calls = new OpsCalls(url);
    const { email, password } = account;
    const answer = await calls.#fetch('signIn', {}, JSON.stringify({ email, password }));
    calls.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    return calls;
  }

  /**
   * Calls an operation without a body.
   * @throws CallFailed with what the shop said
   */
  async call<T>(
    operation: OperationName,
    params: Readonly<Record<string, string>> = {},
    query: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    return (await (await this.#fetch(operation, params, undefined, query)).json()) as T;
  }

  async #fetch(
    operation: OperationName,
    params: Readonly<Record<string, string>>,
    body?: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const { method, path } = operations[operation];
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const asked = new URLSearchParams(query).toString();
    const headers = { cookie: this.#cookie, ...(body !== undefined && { 'content-type': 'application/json' }) };
    const request = { method, headers, signal: AbortSignal.timeout(10_000), ...(body !== undefined && { body }) };
    const answer = await fetch(`${this.#origin}${filled}${asked && `?${asked}`}`, request).catch((error: unknown) => {
      const why =
        error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
      throw new CallFailed('network.unreachable', `${this.#origin} can't be reached: ${why}`, true);
    });
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    throw new CallFailed(
      problem.code ?? `http.${answer.status}`,
      problem.detail ?? `${filled} answered ${answer.status}.`,
      answer.status >= 500,
    );
  }
}
