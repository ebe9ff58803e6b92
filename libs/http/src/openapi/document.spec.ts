import { describe, expect, it } from '@jest/globals';
import { Basket, operations, requestExamples, type Operation } from '@shop/api';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from './document.js';
import { openApiPage } from './page.js';

const document = openApiDocument(operations, {
  title: 'Shop <1>',
  version: '1',
  shopPort: 8080,
  schemas: { Basket },
  examples: requestExamples,
});

describe('the OpenAPI document', () => {
  it('has every operation, under its name', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual(Object.keys(operations).sort());
  });

  it('says who may call, what it takes and what it answers', () => {
    expect(document.paths['/api/baskets/{id}/items']['post']).toMatchObject({
      security: [{ session: [] }, { guest: [] }, {}],
      parameters: [
        { name: 'id', in: 'path', required: true },
        { name: 'Idempotency-Key', in: 'header', required: false },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { additionalProperties: false, required: ['sku', 'quantity'] } } },
      },
      responses: { 201: {}, 202: {}, 400: {}, 403: {}, 404: {}, 409: {}, 413: {}, 415: {}, 422: {}, 503: {} },
    });
    expect(document.paths['/api/ops/alerts']['get'].security).toEqual([{ session: [] }]);
    expect(Object.keys(document.paths['/api/ops/alerts']['get'].responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '503',
    ]);
  });

  it('refers to the shapes it names, and leaves answers open', () => {
    const text = JSON.stringify(document.paths['/api/baskets/{id}']['get'].responses[200]);
    expect(text).toContain('"$ref":"#/components/schemas/Basket"');
    expect(JSON.stringify(document.components['schemas'])).not.toContain('additionalProperties');
  });

  it('has only references that lead somewhere', () => {
    for (const [, pointer] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = pointer.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document);
      expect(found).toBeDefined();
    }
  });

  it('has a valid example for each body', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const [name, operation] of Object.entries<Operation>(operations)) {
      expect([name, name in requestExamples]).toEqual([name, operation.body !== undefined]);
      const content =
        document.paths[operation.path][operation.method.toLowerCase()].requestBody?.content['application/json'];
      if (content) expect([name, ajv.validate(content.schema, content.example)]).toEqual([name, true]);
    }
  });
});

describe('its page', () => {
  it('shows it without scripts, and with its texts escaped', () => {
    const page = openApiPage(document, { document: '/doc.json', styles: '/doc.css' });
    expect(page).toContain('Shop &lt;1&gt;');
    expect(page).toContain('id="checkOut"');
    expect(page).not.toContain('<script');
  });
});
