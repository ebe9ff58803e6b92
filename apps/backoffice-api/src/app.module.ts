import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RateLimiter } from '@shop/http';
import { DataSource } from 'typeorm';
import type { BackofficeConfig } from './config.js';
import { databaseOptions, migratedDataSource } from './database/data-source.js';
import { DatabaseHealth } from './database/database-health.js';
import { ProductRow } from './products/product.entity.js';
import { Products } from './products/products.js';
import { ProductsController } from './products/products.controller.js';
import { JwksController } from './sessions/jwks.controller.js';
import { Passwords } from './sessions/passwords.js';
import { RevocationsTable } from './sessions/revocations-table.js';
import { SessionTokens } from './sessions/session-tokens.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { AttemptLimits, SignIns } from './sessions/sign-ins.js';
import { SigningKey } from './sessions/signing-key.js';
import { ForgettingController } from './users/forgetting.controller.js';
import { UserRow } from './users/user.entity.js';
import { Users } from './users/users.js';
import { UsersController } from './users/users.controller.js';

const MINUTE = 60;

/** The relational application that "was already there": users, products, sign-in. */
@Module({})
export class AppModule {
  static of(config: BackofficeConfig, key: SigningKey, revocations: RevocationsTable): DynamicModule {
    const { failuresPerAccount, failuresPerClient, registrationsPerClient } = config;
    const limiter = (code: string, limit: number) => new RateLimiter(code, { limit, seconds: MINUTE });
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
          useValue: new AttemptLimits(
            limiter('signIn.tooMany', failuresPerAccount),
            limiter('signIn.tooMany', failuresPerClient),
            limiter('registration.tooMany', registrationsPerClient),
          ),
        },
        DatabaseHealth,
        Passwords,
        Products,
        SessionTokens,
        SignIns,
        Users,
      ],
    };
  }
}
