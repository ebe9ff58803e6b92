import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchJars } from '../bootstrap/jars.mjs';
import { DataFolder } from '../launcher/data-folder.ts';
import { startKafka } from '../launcher/kafka.ts';
import { startPostgres } from '../launcher/postgres.ts';
import { Processes } from '../launcher/processes.ts';

/** Servers to measure on. */
export interface Servers {
  /** `host:port` of the broker. */
  readonly kafka: string;
  /** Connection string of a superuser. */
  readonly postgres: string;
}

/** Runs work on a Kafka and a PostgreSQL of its own, with the shop's settings, in a temporary folder. */
export async function withServers<T>(work: (servers: Servers) => Promise<T>): Promise<T> {
  const data = DataFolder.open(mkdtempSync(join(tmpdir(), 'shop-bench-')));
  const processes = new Processes(data);
  const started: { stop(): Promise<void> }[] = [];
  const end = async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
    rmSync(data.root, { recursive: true, force: true });
  };
  // Whoever cuts a bench short wants its servers gone, too.
  const cut = () => void end().then(() => process.exit(1));
  process.once('SIGINT', cut).once('SIGTERM', cut);
  try {
    const kafka = await startKafka(data, processes.start, await fetchJars());
    started.push(kafka);
    const postgres = await startPostgres(data, processes.start);
    started.push(postgres);
    return await work({ kafka: kafka.brokers, postgres: postgres.url });
  } finally {
    process.off('SIGINT', cut).off('SIGTERM', cut);
    await end();
  }
}
