import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchJars } from '../bootstrap/jars.mjs';
import { DataFolder } from '../launcher/data-folder.ts';
import { startKafka } from '../launcher/kafka.ts';
import { startPostgres } from '../launcher/postgres.ts';
import { Processes } from '../launcher/processes.ts';

/**
 * Gives the integration tests a Kafka and a PostgreSQL: those that `SHOP_TEST_KAFKA` (`host:port`) and
 * `SHOP_TEST_POSTGRES` (connection string of a superuser) name, otherwise fresh ones in a temporary folder. Tests read
 * the same two variables.
 */
export default async function setUp() {
  const started = [];
  globalThis.shopTestInfrastructure = { started, folder: undefined };
  if (process.env.SHOP_TEST_KAFKA && process.env.SHOP_TEST_POSTGRES) return;
  const data = DataFolder.open(mkdtempSync(join(tmpdir(), 'shop-int-')));
  globalThis.shopTestInfrastructure.folder = data.root;
  const processes = new Processes(data);
  const start = async (variable, starting, address) => {
    if (process.env[variable]) return;
    const server = await starting();
    started.push(server);
    process.env[variable] = address(server);
  };
  await Promise.all([
    start(
      'SHOP_TEST_KAFKA',
      async () => startKafka(data, processes.start, await fetchJars()),
      ({ brokers }) => brokers,
    ),
    start(
      'SHOP_TEST_POSTGRES',
      () => startPostgres(data, processes.start),
      ({ url }) => url,
    ),
  ]);
}
