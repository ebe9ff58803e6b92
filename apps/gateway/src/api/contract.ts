import * as api from '@shop/api';
import { OPEN_API_STYLES, openApiDocument, openApiPage, type Links } from '@shop/http';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import type { Send } from '../compression.js';
import { links } from './links.js';

const DOCUMENT = '/api/openapi.json';
const PAGE = '/api/docs';
const STYLES = '/api/docs.css';

/** The named shapes of answers, as the design names them. */
const { Alert, AlertDetail, Basket, DeadLetter, Figures, HistoryEntry, Order, Product, ReaderInfo, Review, Sales } =
  api;
const { Session, TopicInfo, User } = api;
const schemas: Readonly<Record<string, TSchema>> = {
  Alert,
  AlertDetail,
  Basket,
  DeadLetter,
  Figures,
  HistoryEntry,
  Order,
  Product,
  ReaderInfo,
  Review,
  Sales,
  Session,
  TopicInfo,
  User,
};

/** The OpenAPI document of the whole shop. */
export function contractDocument(shopPort: number) {
  return openApiDocument(api.operations, {
    title: 'The shop',
    version: '1.0.0',
    description:
      'One origin for storefront, ops console and other clients. Errors are problem details (RFC 9457) with a stable ' +
      'code. A command that appends to the log takes an Idempotency-Key; a query takes the id of an event to wait for.',
    shopPort,
    examples: api.requestExamples,
    links: links as Readonly<Record<string, Links>>,
    schemas,
  });
}

/** Serves the contract, to programs and to people. */
export function serveContract(fastify: FastifyInstance, shopPort: number, send: Send): void {
  const document = contractDocument(shopPort);
  const page = openApiPage(document, { document: DOCUMENT, styles: STYLES });
  const serve = (url: string, type: string, body: string) =>
    fastify.get(url, (_request, reply) => send(reply.header('cache-control', 'no-cache').type(type), body));
  serve(DOCUMENT, 'application/json; charset=utf-8', JSON.stringify(document));
  serve(PAGE, 'text/html; charset=utf-8', page);
  serve(STYLES, 'text/css; charset=utf-8', OPEN_API_STYLES);
}
