import type { AppName } from '@shop/api';
import { environment, readConfig, type Variable } from '@shop/http';

/** The processes that answer behind the gateway. */
export const APPS: readonly AppName[] = [
  'basket-api',
  'review-api',
  'notifier',
  'catalogue-api',
  'backoffice-api',
  'ops-api',
];

/** What the gateway takes from its environment. */
export interface GatewayConfig {
  /** Where each process listens: `http://127.0.0.1:4001`. */
  readonly upstreams: Readonly<Record<AppName, string>>;
  /** The built storefront, served at `/`. */
  readonly storefront: string;
  /** The built ops console, served at `/ops/`. */
  readonly opsConsole: string;
  /** Where what was refused is told, as `host:port,...`. */
  readonly kafkaBrokers: string;
}

/** @throws ConfigError naming every variable that is missing or wrong */
export function readGatewayConfig(env: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const upstream = (app: AppName) => environment.url(`UPSTREAM_${app.toUpperCase().replaceAll('-', '_')}`, ['http']);
  const variables = Object.fromEntries(APPS.map((app) => [app, upstream(app)])) as Record<AppName, Variable<string>>;
  const { storefront, opsConsole, kafkaBrokers, ...upstreams } = readConfig(
    {
      ...variables,
      storefront: environment.text('STOREFRONT_DIR'),
      opsConsole: environment.text('OPS_CONSOLE_DIR'),
      kafkaBrokers: environment.text('KAFKA_BROKERS'),
    },
    env,
  );
  return { upstreams, storefront, opsConsole, kafkaBrokers };
}
