import { describe, expect, it } from '@jest/globals';
import { withCorrelationId } from './correlation.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

const setUp = () => {
  const lines: string[] = [];
  const logger = createLogger('test', 'debug', { write: (line) => void lines.push(line) });
  return { logger, lines, logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('logs', () => {
  it('never hold addresses, hashes or tokens, wherever they come from', () => {
    const { logger, lines } = setUp();
    const error = Object.assign(new Error('Key (lower(email))=(ada@example.com) already exists'), {
      parameters: ['$argon2id$v=19$m=19456$abc', 'grace.hopper+x@navy.mil'],
      detail: 'ada@example.com',
    });
    logger.error({ err: error, q: 'mail to "ada@example.co.uk"' }, 'failed for ada@example.com');
    logger.info({ hash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', token: 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln' });
    logger.info(new Error('outer', { cause: error }));
    const text = lines.join('');
    expect(text).not.toMatch(/@example|@navy|argon2|eyJ/);
    expect(text).toContain('[email]');
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(['object', 'object', 'object']);
  });

  it('keep stacks readable', () => {
    const { logger, lines } = setUp();
    logger.info('at /node_modules/.store/fastify@5.12.8/lib/x.js');
    expect(lines[0]).toContain('fastify@5.12.8');
  });

  it('belong to a request', () => {
    const { logger, logged } = setUp();
    withCorrelationId('c-1', () => logger.info('inside'));
    logger.info('outside');
    expect(logged().map(({ correlationId }) => correlationId)).toEqual(['c-1', undefined]);
  });

  it('take what Nest says', () => {
    const { logger, logged } = setUp();
    const nest = new NestLogger(logger);
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.error('broken', 'Error: broken\n  at x', 'Reader');
    nest.warn({ lag: 3 }, 'Reader');
    expect(logged()).toMatchObject([
      { level: 'debug', context: 'RouterExplorer' },
      { level: 'error', msg: 'broken', stack: 'Error: broken\n  at x', context: 'Reader' },
      { level: 'warn', detail: { lag: 3 }, context: 'Reader' },
    ]);
  });
});
