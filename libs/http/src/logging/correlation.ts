import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { v7 as uuid } from 'uuid';

/** The header that carries the correlation id, on requests and answers. */
export const CORRELATION_HEADER = 'x-correlation-id';

const storage = new AsyncLocalStorage<string>();

/** The id shared by everything that the current request caused; undefined outside a request. */
export function currentCorrelationId(): string | undefined {
  return storage.getStore();
}

/** Runs a function under a correlation id: for work that no request began, such as handling a record. */
export function withCorrelationId<T>(correlationId: string, work: () => T): T {
  return storage.run(correlationId, work);
}

/** The correlation id that a caller gave, if it is a harmless one; else a new one. */
export function correlationIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : uuid();
}

/** Gives every request its correlation id and answers with it. */
export function correlateRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(CORRELATION_HEADER, request.id);
    storage.run(request.id, done);
  });
  // The events of a request's body belong to its socket, not to what began here: enter again after it was read.
  fastify.addHook('preValidation', (request, _reply, done) => storage.run(request.id, done));
}
