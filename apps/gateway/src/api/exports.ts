import { operations, peopleOperations, type PersonExport, type Problem } from '@shop/api';
import { ProblemError, routeOf, type ClientAddresses } from '@shop/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ProxyOptions } from './api-proxy.js';
import { forwardedHeaders } from './forwarded.js';

/** How long a part may take, in milliseconds; then it is named as missing. */
const PART_LIMIT = 15_000;

const { exportAccount, exportShopping, exportReviews, exportAlerts, exportOperations } = peopleOperations;
/** The parts of an export; the back office knows best whether there is such a person, so it comes first. */
const PARTS = {
  account: exportAccount,
  shopping: exportShopping,
  reviews: exportReviews,
  alerts: exportAlerts,
  operations: exportOperations,
} as const;

type Part = keyof typeof PARTS;
/** What a part came to: its body, or the problem that its process or we have with it. */
type Answered = { readonly body: unknown } | { readonly status: number; readonly problem: Partial<Problem> };

/**
 * Serves all that is held about a person: every service is asked for its part, at the same time and with the caller's own
 * cookies, so that each decides by itself what the caller may see. Services don't ask each other (decision 24).
 */
export function serveExports(
  fastify: FastifyInstance,
  { upstreams, filter, clients }: Pick<ProxyOptions, 'upstreams' | 'filter' | 'clients'>,
): void {
  fastify.get(routeOf(operations.exportUser.path), async (request, reply) => {
    const { userId } = request.params as { userId: string };
    const names = Object.keys(PARTS) as Part[];
    const answers = await Promise.all(
      names.map(
        async (part) =>
          [part, await ask(request, clients, upstreams[PARTS[part].app], PARTS[part].path, userId)] as const,
      ),
    );
    const refusal = answers.map(([, answered]) => answered).find(isRefusal);
    if (refusal) {
      const { code = 'request.refused', detail = 'The request was refused.' } = refusal.problem;
      filter.answer(new ProblemError(refusal.status, code, detail), request, reply);
      return reply;
    }
    return reply
      .headers({ 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="my-data.json"' })
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(gathered(userId, answers), undefined, 2));
  });
}

function gathered(userId: string, answers: readonly (readonly [Part, Answered])[]): PersonExport {
  const missing = answers.flatMap(([part, answered]) =>
    'body' in answered ? [] : [{ part, reason: answered.problem.code ?? 'upstream.unavailable' }],
  );
  const bodies = answers.map(([part, answered]) => [part, 'body' in answered ? answered.body : null]);
  return {
    userId,
    exportedAt: new Date().toISOString(),
    complete: missing.length === 0,
    missing,
    ...(Object.fromEntries(bodies) as Pick<PersonExport, Part>),
  };
}

async function ask(
  request: FastifyRequest,
  clients: ClientAddresses,
  upstream: string,
  path: string,
  userId: string,
): Promise<Answered> {
  const { cookie } = request.headers;
  const headers = forwardedHeaders(cookie === undefined ? {} : { cookie }, request.raw, clients, request.id);
  // Not ours to say, and refused by `fetch`.
  delete headers['host'];
  try {
    const answered = await fetch(`${upstream}${path.replace('{userId}', encodeURIComponent(userId))}`, {
      headers: headers as Record<string, string>,
      signal: AbortSignal.timeout(PART_LIMIT),
    });
    const body: unknown = await answered.json();
    return answered.ok ? { body } : { status: answered.status, problem: body as Problem };
  } catch {
    return { status: 503, problem: { code: 'upstream.unavailable' } };
  }
}

/** No session, not allowed, no such person: the same for every part, and so for the whole. */
function isRefusal(answered: Answered): answered is Extract<Answered, { status: number }> {
  return 'status' in answered && answered.status >= 400 && answered.status < 500 && answered.status !== 429;
}
