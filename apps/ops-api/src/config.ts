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
      /** Where Kafka Connect answers; empty: nobody watches connectors. */
      connectUrl: environment.text('CONNECT_URL', { default: '' }),
      /** How often each read model is compared with the log; 0: only when somebody asks. */
      verifyEveryHours: environment.integer('SHOP_VERIFY_EVERY_HOURS', { default: 0, minimum: 0, maximum: 8_760 }),
    },
    env,
  );
