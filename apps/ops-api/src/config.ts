import { environment, readConfig } from '@shop/http';

/**
 * What ops-api takes from its environment.
 * @throws ConfigError naming every variable that is missing or wrong
 */
export const readOpsConfig = (env: NodeJS.ProcessEnv = process.env) =>
  readConfig(
    {
      databaseUrl: environment.url('DATABASE_URL', ['postgres', 'postgresql']),
      partitions: environment.integer('SHOP_PARTITIONS', { default: 6, minimum: 1 }),
    },
    env,
  );
