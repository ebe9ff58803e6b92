import type { Readable } from 'node:stream';
import fastifyCompress from '@fastify/compress';
import type { OriginPolicy } from '@shop/http';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Answers of fewer bytes fit into one packet as they are. */
const WORTH = 1024;
const TEXT = /^(text\/(?!event-stream)|application\/([\w.-]+\+)?(json|xml|javascript))/;

/** Passes an answer on, compressed where that pays. */
export type Send = (reply: FastifyReply, body: Readable | string) => void;

/**
 * Compresses answers for those who accept that (brotli, then gzip): text of at least 1 KB whose length is known. An answer
 * of unknown length is a stream, which would be held back. Commands are left alone, because their answers are small.
 *
 * Compression may give away a secret that stands in an answer beside something a stranger chose (BREACH). Ours carry no
 * token in their bodies, only in cookies, and what another site's page asks for isn't compressed.
 */
export async function compressAnswers(fastify: FastifyInstance, origins: OriginPolicy): Promise<Send> {
  // Not global: it would compress streams, whatever their size, and open what clients have compressed.
  await fastify.register(fastifyCompress, { global: false, encodings: ['br', 'gzip'], threshold: WORTH });
  return (reply, body) => {
    if (!isWorthIt(reply, body)) return void reply.send(body);
    // Also with the plain form: a cache must not give the one to who asked for the other.
    addVary(reply);
    if (origins.isForeign(reply.request.headers)) void reply.send(body);
    else void reply.compress(body);
  };
}

function isWorthIt(reply: FastifyReply, body: Readable | string): boolean {
  const type = String(reply.getHeader('content-type') ?? '');
  if (reply.request.method !== 'GET' || reply.hasHeader('content-encoding') || !TEXT.test(type)) return false;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : Number(reply.getHeader('content-length'));
  return length >= WORTH;
}

function addVary(reply: FastifyReply): void {
  const known = String(reply.getHeader('vary') ?? '');
  if (!/accept-encoding/i.test(known))
    void reply.header('vary', known ? `${known}, accept-encoding` : 'accept-encoding');
}
