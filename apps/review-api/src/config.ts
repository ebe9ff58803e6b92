import { environment, readConfig } from '@shop/http';

/**
 * What review-api takes from its environment, besides what every service and the log take.
 * @throws ConfigError naming every variable that is missing or wrong
 */
export const readReviewConfig = (env: NodeJS.ProcessEnv = process.env) =>
  readConfig({ databaseUrl: environment.url('DATABASE_URL', ['postgres', 'postgresql']) }, env);
