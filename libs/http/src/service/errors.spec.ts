import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppendFailed, Retriable } from '@shop/log-core';
import { down, notFound, Readiness, up } from '../index.js';
import { app, body, items, observed, post, start } from './service.fixture.js';

beforeAll(start, 30_000);
afterAll(() => app.close(), 30_000);

describe('errors', () => {
  it.each([
    [new Retriable('database away'), 503, 'log.unavailable'],
    [new AppendFailed('no broker', false), 503, 'log.unavailable'],
    [new AppendFailed('no ack', true), 503, 'log.unknown'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'dependency.unavailable'],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: '57P01' }) }), 503, 'dependency.unavailable'],
    [notFound('basket.notFound', 'There is no such basket.'), 404, 'basket.notFound'],
    [new Error('password=hunter2'), 500, 'internal'],
  ])('%s', async (error, status, code) => {
    observed.trouble = error;
    const answered = await post(items, body);
    observed.trouble = undefined;
    expect(answered.statusCode).toBe(status);
    expect(answered.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answered.json()).toMatchObject({ code, status, type: `urn:shop:problem:${code}` });
    expect(answered.body).not.toContain('hunter2');
    expect(answered.headers['retry-after'] !== undefined).toBe(status === 503);
  });

  it('say that nothing was written only where something was to be written', async () => {
    const detailOf = async (method: 'GET' | 'POST', trouble: Error) => {
      observed.trouble = trouble;
      const answered = method === 'GET' ? await app.inject('/api/orders') : await post(items, body);
      observed.trouble = undefined;
      expect(answered.statusCode).toBe(503);
      return answered.json().detail as string;
    };
    expect(await detailOf('GET', new Retriable('database away'))).not.toMatch(/written|log/i);
    expect(await detailOf('POST', new Retriable('database away'))).not.toMatch(/log/i);
    expect(await detailOf('POST', new AppendFailed('no broker', false))).toMatch('nothing was written');
  });

  it.each([
    ['GET', '/nowhere', 404, 'route.notFound'],
    ['GET', '/api/baskets/b1/items', 405, 'route.methodNotAllowed'],
    ['TRACE', '/api/orders', 405, 'route.methodNotAllowed'],
    ['QUERY', '/api/orders', 405, 'route.methodNotAllowed'],
    ['GET', '/api/baskets/%ff', 400, 'request.malformed'],
  ])('%s %s is %i', async (method, url, status, code) => {
    const answered = await app.inject({ method: method as 'GET', url });
    expect([answered.statusCode, answered.json().code]).toEqual([status, code]);
    if (status === 405) expect(answered.headers['allow']).toMatch(/GET|POST/);
  });

  it.each([
    ['application/json', '{"sku":', 400, 'request.malformed'],
    ['application/json', JSON.stringify({ sku: 'x'.repeat(65_536) }), 413, 'request.tooLarge'],
    ['text/plain', 'sku=bread', 415, 'request.mediaType'],
    ['application/x-www-form-urlencoded', 'sku=bread', 415, 'request.mediaType'],
  ])('a body of %s %.20s', async (type, payload, status, code) => {
    const answered = await app.inject({ method: 'POST', url: items, payload, headers: { 'content-type': type } });
    expect([answered.statusCode, answered.json().code]).toEqual([status, code]);
  });
});

describe('health', () => {
  it('is live, and ready while nothing is down', async () => {
    const readiness = app.get(Readiness);
    readiness.register('reader', () => up());
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
    readiness.register('reader', () => down('the group is rebalancing'));
    readiness.register('database', () => Promise.reject(new Error('refused')));
    const answered = await app.inject('/health/ready');
    expect([answered.statusCode, answered.json()]).toEqual([
      503,
      {
        status: 'unready',
        checks: {
          process: { status: 'up' },
          reader: { status: 'down', detail: 'the group is rebalancing' },
          database: { status: 'down', detail: 'refused' },
        },
      },
    ]);
  });

  it('shows metrics by route, not by address', async () => {
    await app.inject('/api/orders?limit=3');
    const { body: metrics } = await app.inject('/metrics');
    expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="/api/orders",status="200"}');
    expect(metrics).not.toContain('limit=3');
  });
});
