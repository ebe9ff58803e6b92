import { describe, expect, it } from '@jest/globals';
import { ConfigError, environment, readConfig } from './environment.js';
import { readServiceConfig } from './service-config.js';

describe('the environment', () => {
  const variables = {
    brokers: environment.list('KAFKA_BROKERS'),
    database: environment.url('DATABASE_URL', ['postgres']),
    partitions: environment.integer('SHOP_PARTITIONS', { default: 6, minimum: 1 }),
    verbose: environment.flag('VERBOSE', { default: false }),
  };

  it('becomes typed values, with defaults for what is unset or empty', () => {
    const env = { KAFKA_BROKERS: 'a:1, b:2', DATABASE_URL: 'postgres://u:p@h/d', SHOP_PARTITIONS: '', VERBOSE: 'true' };
    expect(readConfig(variables, env)).toEqual({
      brokers: ['a:1', 'b:2'],
      database: 'postgres://u:p@h/d',
      partitions: 6,
      verbose: true,
    });
  });

  it('is refused with every variable named, and no secret shown', () => {
    const env = { DATABASE_URL: 'mysql://u:hunter2@h', SHOP_PARTITIONS: '0', VERBOSE: 'yes' };
    const read = () => readConfig(variables, env);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/KAFKA_BROKERS is missing; DATABASE_URL must .*; SHOP_PARTITIONS must .*; VERBOSE must/);
    expect(read).not.toThrow('hunter2');
  });

  it('has an origin without a path', () => {
    const env = { PORT: '1', SHOP_ORIGIN: 'http://localhost:8080/' };
    expect(readServiceConfig('x', env)).toMatchObject({ shopOrigin: 'http://localhost:8080', validateAnswers: false });
  });

  it('has limits unless they are switched off', () => {
    const env = { PORT: '1', SHOP_ORIGIN: 'http://localhost:8080' };
    expect(readServiceConfig('x', env)).toMatchObject({ limits: true, trustedHops: 0 });
    expect(readServiceConfig('x', { ...env, SHOP_LIMITS: 'off' })).toMatchObject({ limits: false });
    expect(() => readServiceConfig('x', { ...env, SHOP_LIMITS: 'of' })).toThrow('SHOP_LIMITS must be on or off');
  });
});
