import { join } from 'node:path';
import { root } from '../bootstrap/root.mjs';
import { shopNode } from '../bootstrap/install.mjs';
import type { DataFolder } from './data-folder.ts';
import type { ProcessSpec } from './processes.ts';
import type { Settings } from './settings.ts';

/** A process of the shop's own, as declared. */
export interface App {
  readonly name: string;
  /** The database it owns, of the same name as its role. */
  readonly database?: string;
  /** Whether it reads or writes topics: then it starts when they are there. */
  readonly log: boolean;
}

/** The shop's processes, in the order in which they are listed to people. */
export const apps: readonly App[] = [
  { name: 'backoffice-api', database: 'backoffice', log: false },
  { name: 'basket-api', database: 'basket', log: true },
  { name: 'review-api', database: 'review', log: true },
  { name: 'review-pipeline', log: true },
  { name: 'notifier', database: 'notifier', log: true },
  { name: 'catalogue-api', database: 'catalogue', log: true },
  { name: 'ops-api', database: 'ops', log: true },
  { name: 'gateway', log: true },
];

/** The databases that apps own. */
export const databases: readonly string[] = apps.flatMap(({ database }) => database ?? []);

/** Where the infrastructure is that apps are pointed at. */
export interface Addresses {
  readonly kafka: string;
  readonly connect: string;
  /** A connection string per database, as the role that owns it. */
  readonly databases: Readonly<Record<string, string>>;
}

/** `-Xmx` of Java, so to speak: where V8 starts to collect in earnest, in MB. */
const NODE_HEAP = 512;

/**
 * How an app is run: its whole configuration is in its environment.
 * @param ports of all apps, by name: where they answer health and metrics, and everything else but for the gateway's pages
 */
export function processOf(
  app: App,
  settings: Settings,
  data: DataFolder,
  ports: Readonly<Record<string, number>>,
  addresses: Addresses,
): ProcessSpec {
  return {
    name: app.name,
    command: shopNode(),
    args: [
      `--max-old-space-size=${NODE_HEAP}`,
      // kafkajs asks for timers in the past now and then; Node.js sets them to 1 ms and says so each time.
      '--disable-warning=TimeoutNegativeWarning',
      '--enable-source-maps',
      join(root, 'apps', app.name, 'dist', 'main.js'),
    ],
    cwd: join(root, 'apps', app.name),
    env: {
      NODE_ENV: process.env['NODE_ENV'] ?? 'production',
      // What was compiled is kept: the next start is quicker.
      NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
      PORT: String(app.name === 'gateway' ? settings.port : ports[app.name]),
      SHOP_ORIGIN: settings.origin,
      SHOP_PORT: String(settings.port),
      SHOP_DATA_DIR: data.root,
      SHOP_PARTITIONS: String(settings.partitions),
      SHOP_LIMITS: process.env['SHOP_LIMITS'] ?? 'on',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
      SHOP_DAY_MS: process.env['SHOP_DAY_MS'] ?? '',
      JWKS_URL: `http://127.0.0.1:${ports['backoffice-api']}/.well-known/jwks.json`,
      KAFKA_BROKERS: addresses.kafka,
      DATABASE_URL: app.database && addresses.databases[app.database],
      CONNECT_URL: app.name === 'ops-api' ? addresses.connect : undefined,
      SHOP_VERIFY_EVERY_HOURS: app.name === 'ops-api' ? (process.env['SHOP_VERIFY_EVERY_HOURS'] ?? '0') : undefined,
      SHOP_KEY_FILE: app.name === 'backoffice-api' ? data.path('session-key.pem') : undefined,
      ...(app.name === 'gateway' ? gatewayEnvironment(ports) : {}),
    },
  };
}

function gatewayEnvironment(ports: Readonly<Record<string, number>>): Record<string, string> {
  const upstreams = Object.entries(ports)
    .filter(([name]) => name !== 'gateway' && name !== 'review-pipeline')
    .map(([name, port]) => [`UPSTREAM_${name.toUpperCase().replaceAll('-', '_')}`, `http://127.0.0.1:${port}`]);
  return {
    ...Object.fromEntries(upstreams),
    SHOP_INTERNAL_PORT: String(ports['gateway']),
    SHOP_TRUSTED_HOPS: process.env['SHOP_TRUSTED_HOPS'] ?? '0',
    STOREFRONT_DIR: join(root, 'apps', 'storefront', 'dist', 'browser'),
    OPS_CONSOLE_DIR: join(root, 'apps', 'ops-console', 'dist', 'browser'),
  };
}
