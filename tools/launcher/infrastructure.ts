/**
 * Kafka, PostgreSQL and Connect without the shop, until SIGTERM: `node tools/launcher/infrastructure.ts <data folder>
 * [<file for the addresses>]`. For work on one service, and for tests that outlive one process.
 */
import { writeFileSync } from 'node:fs';
import { fetchJars } from '../bootstrap/jars.mjs';
import { startConnect } from './connect.ts';
import { DataFolder } from './data-folder.ts';
import { captureEnvironment } from './databases.ts';
import { startKafka } from './kafka.ts';
import { startPostgres } from './postgres.ts';
import { Processes } from './processes.ts';

const [folder, addressFile] = process.argv.slice(2);
if (!folder) throw new Error('Which data folder?');
const data = DataFolder.open(folder);
const processes = new Processes(data);
const other = processes.otherLauncher();
if (other) throw new Error(`Process ${other} already runs with ${data.root}.`);
await processes.takeOver();
const jars = await fetchJars();
const [postgres, kafka] = await Promise.all([
  startPostgres(data, processes.start),
  startKafka(data, processes.start, jars),
]);
const connect = await startConnect(data, processes.start, jars, kafka.brokers, captureEnvironment(postgres.url, data));
const addresses = JSON.stringify({ kafka: kafka.brokers, postgres: postgres.url, connect: connect.url }, null, 2);
if (addressFile) writeFileSync(addressFile, `${addresses}\n`);
console.log(addresses);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await connect.stop();
    await Promise.all([kafka.stop(), postgres.stop()]);
    processes.release();
  });
