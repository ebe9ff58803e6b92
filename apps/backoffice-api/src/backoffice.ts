import { SessionKeys, type ServiceOptions } from '@shop/http';
import { AppModule } from './app.module.js';
import { readBackofficeConfig } from './config.js';
import { RevocationsTable } from './sessions/revocations-table.js';
import { SigningKey } from './sessions/signing-key.js';

/**
 * Everything that backoffice-api is started with. It verifies sessions with its own key, without asking itself for it.
 * @throws ConfigError when the environment is wrong
 */
export async function backoffice(env: Readonly<Record<string, string | undefined>>): Promise<ServiceOptions> {
  const config = readBackofficeConfig(env);
  const key = await SigningKey.load(config.keyFile);
  const revocations = new RevocationsTable();
  return {
    name: 'backoffice-api',
    module: AppModule.of(config, key, revocations),
    sessionKeys: new SessionKeys(() => Promise.resolve(key.jwks)),
    revocations,
    env,
  };
}
