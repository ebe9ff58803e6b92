import { NotReady, placeOf } from '../bootstrap/checks.mjs';

/** What a person can set about a shop, from the environment. */
export interface Settings {
  /** The one port that browsers use. */
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  /** `http://localhost:8080`. */
  readonly origin: string;
  /** Partitions of the topics that have a configured number of them. */
  readonly partitions: number;
  /** How many nodes a Kafka of our own has (`SHOP_BROKERS`): 1, or 3, of which one may be away. */
  readonly brokers: number;
  /** `host:port,...` of a Kafka to use instead of one of our own. */
  readonly kafka: string | undefined;
  /** Connection string of a superuser of a PostgreSQL to use instead of one of our own. */
  readonly postgres: string | undefined;
  /** REST interface of a Connect to use instead of one of our own. */
  readonly connect: string | undefined;
  /** Whether a new shop is filled with demo history (`SHOP_SEED=false`: it is not). */
  readonly seed: boolean;
}

/** @throws NotReady if something is set to what it can't be */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const { port, dataFolder } = placeOf(env);
  return {
    port,
    dataFolder,
    origin: `http://localhost:${port}`,
    partitions: Number(env['SHOP_PARTITIONS'] || 6),
    brokers: brokersOf(env),
    kafka: env['KAFKA_BROKERS'] || undefined,
    postgres: env['DATABASE_URL'] || undefined,
    connect: env['CONNECT_URL'] || undefined,
    seed: env['SHOP_SEED'] !== 'false',
  };
}

function brokersOf({ SHOP_BROKERS: given = '1' }: NodeJS.ProcessEnv): number {
  if (given !== '1' && given !== '3') throw new NotReady(`SHOP_BROKERS must be 1 or 3, not "${given}".`);
  return Number(given);
}
