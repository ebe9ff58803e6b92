import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import fastifyStatic from '@fastify/static';
import { notFound } from '@shop/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';

/**
 * Names that a build derives from their content: `main-5NXQ3LKD.js`, `media/inter-CzG7q-Pc.woff2`. They never change.
 * Pictures keep their names (`products/fresh-broccoli.svg`), so only these kinds and that folder count.
 */
const HASHED = /^([\w.-]+-[\w-]{8}\.(js|css)|media\/.+-[\w-]{8}\.\w+)$/;
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Kept, but asked about each time (ETag): the page that names the hashed files, and pictures. */
const REVALIDATE = 'no-cache';

/** What is answered by processes and never a page, even where a front end would like it. */
const NOT_PAGES = /^\/(api|socket\.io|health|metrics|\.well-known)(\/|$)/;

/** A front end: where its build is, and the names of the folders in it. */
interface Site {
  readonly root: string;
  readonly folders: ReadonlySet<string>;
}

/**
 * Serves the storefront at `/` and the ops console at `/ops/`. A file is a name with a dot at the top of a build
 * or below one of its folders; every other address is one of their own, whatever characters it has, and gets their page.
 */
export function serveSites(fastify: FastifyInstance, { storefront, opsConsole }: GatewayConfig): void {
  void fastify.register(fastifyStatic, {
    root: storefront,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
  });
  fastify.get('/ops', (_request, reply) => reply.redirect('/ops/', 308));
  const [shop, console] = [siteAt(storefront), siteAt(opsConsole)];
  // A page asks with HEAD whether there is a newer one.
  const head = { exposeHeadRoute: true };
  fastify.get('/ops/*', head, (request, reply) => serve(request, reply, console));
  fastify.get('/*', head, (request, reply) => serve(request, reply, shop));
}

function siteAt(root: string): Site {
  const entries = existsSync(root) ? readdirSync(root, { withFileTypes: true }) : [];
  return { root, folders: new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)) };
}

function serve(request: FastifyRequest, reply: FastifyReply, { root, folders }: Site): FastifyReply {
  const path = request.url.split('?', 1)[0];
  if (NOT_PAGES.test(path)) throw unknown();
  const file = (request.params as { '*': string })['*'];
  const [first, ...below] = file.split('/');
  if (below.includes('..') || first === '..') throw unknown();
  if ((below.length === 0 || folders.has(first)) && basename(file).includes('.')) {
    return reply.header('cache-control', HASHED.test(file) ? IMMUTABLE : REVALIDATE).sendFile(file, root);
  }
  if (!isNavigation(request)) throw unknown();
  return reply.header('cache-control', REVALIDATE).sendFile('index.html', root);
}

const unknown = () => notFound('route.notFound', 'There is nothing at this address.');

/** Whether a person opens an address, rather than a page loading something. */
function isNavigation({ headers: { accept = '*/*', ...headers } }: FastifyRequest): boolean {
  return accept.includes('text/html') || (headers['sec-fetch-mode'] === undefined && accept.includes('*/*'));
}
