import rateLimit from '@fastify/rate-limit';
import { operations } from '@shop/api';
import {
  badRequest,
  clientKey,
  routeOf,
  tooManyRequests,
  type ClientAddresses,
  type SecurityRecorder,
} from '@shop/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The window of every budget, in milliseconds. */
const WINDOW = 10_000;
/** So many clients are counted at a time; whoever was not seen for longest is forgotten first. */
const CLIENTS = 10_000;

/** Something that a client may do so many times in 10 s. */
export interface Budget {
  /** As it stands in the problem's code: `budget.reads`. */
  readonly name: string;
  readonly requests: number;
  /** Whether a request takes from it. */
  takes(request: FastifyRequest): boolean;
}

const OPENS_BASKET = routeOf(operations.openBasket.path);
// What is counted is what was routed: an address has many spellings.
const isInterface = ({ routeOptions }: FastifyRequest) => /^\/(api|socket\.io)\//.test(routeOptions.url ?? '');
const asks = (request: FastifyRequest, parameter: string) =>
  request.method === 'GET' && (request.query as Record<string, unknown>)[parameter] !== undefined;

/** Generous: no person comes near them, nor an office behind one address. They are for programs that go astray or mean harm. */
export const budgets: readonly Budget[] = [
  // Of the interface and of sockets that poll; pages and their files are read from the disk.
  { name: 'reads', requests: 2_000, takes: (request) => request.method === 'GET' && isInterface(request) },
  // Each becomes events that are kept and folded.
  { name: 'commands', requests: 600, takes: (request) => request.method !== 'GET' && isInterface(request) },
  // Each opens something that is kept for ever.
  {
    name: 'openings',
    requests: 300,
    takes: ({ method, routeOptions }) => method === 'POST' && routeOptions.url === OPENS_BASKET,
  },
  // The past is put together from histories.
  { name: 'past', requests: 300, takes: (request) => asks(request, 'at') },
  // Each may wait for 2 s.
  { name: 'waits', requests: 300, takes: (request) => asks(request, 'after') },
];

/**
 * Counts what each client asks, in the memory of this instance, and refuses what is more than its
 * budgets with 429 and `Retry-After`. A client is an IPv4 address or a /64 network of IPv6. That one was refused is a
 * security event.
 */
export async function keepBudgets(
  fastify: FastifyInstance,
  clients: ClientAddresses,
  recorder: SecurityRecorder,
): Promise<void> {
  await fastify.register(rateLimit, { global: false, cache: CLIENTS });
  const counters = budgets.map((budget) => ({
    budget,
    count: fastify.createRateLimit({
      max: budget.requests,
      timeWindow: WINDOW,
      keyGenerator: ({ raw }) => clientKey(clients.of(raw)),
    }),
  }));
  fastify.addHook('onRequest', async (request) => {
    // Browsers never send a fragment. With one, the gateway and the service would read different addresses.
    if (request.url.includes('#')) throw badRequest('address.fragment', 'An address holds no # when it is asked for.');
    for (const { budget, count } of counters) {
      if (!budget.takes(request)) continue;
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) continue;
      const problem = tooManyRequests(
        `budget.${budget.name}`,
        `More than ${budget.requests} such requests in ${WINDOW / 1000} s: wait a little.`,
        counted.ttlInSeconds,
      );
      void recorder.refused({ action: 'exceedBudget', client: clients.of(request.raw) }, problem);
      throw problem;
    }
  });
}
