import { environment, readConfig } from '@shop/http';

/** What backoffice-api takes from its environment. */
export interface BackofficeConfig {
  readonly databaseUrl: string;
  /** Private key of sessions; made on the first start. */
  readonly keyFile: string;
  /** Failed sign-ins per minute that a client may have with one account. */
  readonly failuresPerAccount: number;
  /** Failed sign-ins in a quarter of an hour that an account may have from clients that it never signed in from. */
  readonly failuresFromAnywhere: number;
  /** Failed sign-ins per minute that a client may have with all accounts. */
  readonly failuresPerClient: number;
  /** Registrations per minute from one client. */
  readonly registrationsPerClient: number;
}

/** @throws ConfigError naming every variable that is missing or wrong */
export function readBackofficeConfig(env: Readonly<Record<string, string | undefined>>): BackofficeConfig {
  return readConfig(
    {
      databaseUrl: environment.url('DATABASE_URL', ['postgres', 'postgresql']),
      keyFile: environment.text('SHOP_KEY_FILE'),
      failuresPerAccount: environment.integer('SIGN_IN_FAILURES_PER_ACCOUNT', { default: 10, minimum: 1 }),
      failuresFromAnywhere: environment.integer('SIGN_IN_FAILURES_FROM_ANYWHERE', { default: 30, minimum: 1 }),
      failuresPerClient: environment.integer('SIGN_IN_FAILURES_PER_CLIENT', { default: 100, minimum: 1 }),
      registrationsPerClient: environment.integer('REGISTRATIONS_PER_CLIENT', { default: 30, minimum: 1 }),
    },
    env,
  );
}
