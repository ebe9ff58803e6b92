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
}

/**
 * Reads the variables that all services share.
 * @throws ConfigError naming each one that is missing or wrong
 */
export function readServiceConfig(name: string, env: Readonly<Record<string, string | undefined>>): ServiceConfig {
  const config = readConfig(
    {
      port: environment.integer('PORT', { minimum: 0, maximum: 65_535 }),
      host: environment.text('SHOP_LISTEN', { default: '127.0.0.1' }),
      shopOrigin: environment.url('SHOP_ORIGIN'),
      shopPort: environment.integer('SHOP_PORT', { default: 8080, minimum: 0, maximum: 65_535 }),
      jwksUrl: environment.url('JWKS_URL', ['http', 'https'], { default: '' }),
      logLevel: environment.text('LOG_LEVEL', { default: 'info' }),
      validateAnswers: environment.flag('SHOP_VALIDATE_ANSWERS', { default: env['NODE_ENV'] === 'test' }),
    },
    env,
  );
  return { name, ...config, shopOrigin: new URL(config.shopOrigin).origin };
}
