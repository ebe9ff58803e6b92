import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/index.js';

/** Any number: two processes that start at once must take the same one. */
const MIGRATION_LOCK = 74_001;

/** How backoffice-api reaches its database. */
export function databaseOptions(url: string): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url,
    applicationName: 'backoffice-api',
    migrations,
    autoLoadEntities: true,
    retryAttempts: 10,
    retryDelay: 1_000,
    verboseRetryLog: false,
    connectTimeoutMS: 2_000,
    extra: { max: 10, statement_timeout: 5_000, query_timeout: 6_000 },
  };
}

/** Connects, and brings the tables up to date; of several processes one does, the others wait. */
export async function migratedDataSource(options?: DataSourceOptions): Promise<DataSource> {
  if (!options) throw new Error('A data source needs options');
  const dataSource = await new DataSource(options).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await lock.release();
  }
  return dataSource;
}
