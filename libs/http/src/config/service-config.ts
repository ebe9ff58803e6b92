import { environment, readConfig } from './environment.js';

/** What every service takes from its environment. */
export abstract class ServiceConfig {
  /** The service's name: `basket-api`. */
  abstract readonly name: string;
  /** Where it listens, at `host`. */
  abstract readonly port: number;
  /** The address it listens at: 127.0.0.1, so that only the gateway is reached, unless a container needs another one. */
  abstract readonly host: string;
  /** Where browsers see the shop: `http://localhost:8080`. */
  abstract readonly shopOrigin: string;
  /** The shop's own port; cookie names carry it, so that two shops on one host don't share sessions. */
  abstract readonly shopPort: number;
  /** Where the public keys of sessions are. */
  abstract readonly jwksUrl: string;
  /** The least severe level that is logged. */
  abstract readonly logLevel: string;
  /** Whether answers are checked against the contract before they are sent. */
  abstract readonly validateAnswers: boolean;
  /** Where an edge answers health and metrics, at `host`; 0 for any free port. */
  abstract readonly internalPort: number;
  /** How long a client may take to send its headers, in milliseconds. */
  abstract readonly headersWithin: number;
  /** How long a client may take to send its whole request, in milliseconds. */
  abstract readonly requestWithin: number;
  /** How long a client may take over an answer, from its request's headers to the last byte, in milliseconds. */
  abstract readonly answerWithin: number;
  /** How long nothing may move on a connection, in milliseconds; longer than any answer takes. */
  abstract readonly quietFor: number;
  /** How many proxies stand before the gateway and are trusted to tell whom they were called by. */
  abstract readonly trustedHops: number;
  /** Whether clients have budgets; `SHOP_LIMITS=off` is for load tests on one's own machine. */
  abstract readonly limits: boolean;
}

/**
 * Reads the variables that all services share.
 * @throws ConfigError naming each one that is missing or wrong
 */
export function readServiceConfig(name: string, env: Readonly<Record<string, string | undefined>>): ServiceConfig {
  const { limits, ...config } = readConfig(
    {
      port: environment.integer('PORT', { minimum: 0, maximum: 65_535 }),
      host: environment.text('SHOP_LISTEN', { default: '127.0.0.1' }),
      shopOrigin: environment.url('SHOP_ORIGIN'),
      shopPort: environment.integer('SHOP_PORT', { default: 8080, minimum: 0, maximum: 65_535 }),
      jwksUrl: environment.url('JWKS_URL', ['http', 'https'], { default: '' }),
      logLevel: environment.text('LOG_LEVEL', { default: 'info' }),
      validateAnswers: environment.flag('SHOP_VALIDATE_ANSWERS', { default: env['NODE_ENV'] === 'test' }),
      internalPort: environment.integer('SHOP_INTERNAL_PORT', { default: 0, minimum: 0, maximum: 65_535 }),
      headersWithin: environment.integer('SHOP_HEADERS_WITHIN_MS', { default: 10_000, minimum: 1 }),
      requestWithin: environment.integer('SHOP_REQUEST_WITHIN_MS', { default: 30_000, minimum: 1 }),
      answerWithin: environment.integer('SHOP_ANSWER_WITHIN_MS', { default: 120_000, minimum: 1 }),
      quietFor: environment.integer('SHOP_QUIET_FOR_MS', { default: 75_000, minimum: 1 }),
      trustedHops: environment.integer('SHOP_TRUSTED_HOPS', { default: 0, minimum: 0, maximum: 10 }),
      limits: environment.choice('SHOP_LIMITS', ['on', 'off'], { default: 'on' }),
    },
    env,
  );
  return { name, ...config, limits: limits === 'on', shopOrigin: new URL(config.shopOrigin).origin };
}
