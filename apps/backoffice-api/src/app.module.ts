import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { BackofficeConfig } from './config.js';
import { databaseOptions, migratedDataSource } from './database/data-source.js';
import { DatabaseHealth } from './database/database-health.js';
import { Housekeeping } from './database/housekeeping.js';
import { ProductRow } from './products/product.entity.js';
import { Products } from './products/products.js';
import { ProductsController } from './products/products.controller.js';
import { AttemptLimit, AttemptLimits } from './sessions/attempt-limits.js';
import { JwksController } from './sessions/jwks.controller.js';
import { KnownClients } from './sessions/known-clients.js';
import { Passwords } from './sessions/passwords.js';
import { RevocationsTable } from './sessions/revocations-table.js';
import { SessionTokens } from './sessions/session-tokens.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SecurityEventsTable } from './sessions/security-events-table.js';
import { SignIns } from './sessions/sign-ins.js';
import { SigningKey } from './sessions/signing-key.js';
import { ForgettingController } from './users/forgetting.controller.js';
import { UserRow } from './users/user.entity.js';
import { Users } from './users/users.js';
import { UsersController } from './users/users.controller.js';

const MINUTE = 60;
/** How long an account is closed to strangers after too many wrong guesses, in seconds. */
const QUARTER = 15 * MINUTE;

/** The relational application that "was already there": users, products, sign-in. */
@Module({})
export class AppModule {
  static of(config: BackofficeConfig, key: SigningKey, revocations: RevocationsTable): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => databaseOptions(config.databaseUrl),
          dataSourceFactory: migratedDataSource,
        }),
        TypeOrmModule.forFeature([UserRow, ProductRow]),
      ],
      controllers: [SessionsController, UsersController, ForgettingController, ProductsController, JwksController],
      providers: [
        { provide: SigningKey, useValue: key },
        {
          provide: RevocationsTable,
          inject: [DataSource],
          useFactory: (database: DataSource) => revocations.open(database),
        },
        {
          provide: AttemptLimits,
          inject: [DataSource],
          useFactory: (database: DataSource) => attemptLimits(database, config),
        },
        DatabaseHealth,
        Housekeeping,
        KnownClients,
        Passwords,
        Products,
        SecurityEventsTable,
        SessionTokens,
        SignIns,
        Users,
      ],
    };
  }
}

function attemptLimits(database: DataSource, config: BackofficeConfig): AttemptLimits {
  const limit = (name: string, code: string, limit: number, seconds: number) =>
    new AttemptLimit(database, name, code, { limit, seconds });
  return new AttemptLimits(
    limit('pair', 'signIn.tooMany', config.failuresPerAccount, MINUTE),
    limit('account', 'signIn.tooMany', config.failuresFromAnywhere, QUARTER),
    limit('client', 'signIn.tooMany', config.failuresPerClient, MINUTE),
    limit('registration', 'registration.tooMany', config.registrationsPerClient, MINUTE),
  );
}
