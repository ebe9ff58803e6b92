import { fetchJars } from '../bootstrap/jars.mjs';
import { startConnect } from './connect.ts';
import type { DataFolder } from './data-folder.ts';
import { captureEnvironment } from './databases.ts';
import { kafkaNames, prepareKafka, startKafka } from './kafka.ts';
import { startPostgres } from './postgres.ts';
import type { Processes, StartProcess } from './processes.ts';
import type { Settings } from './settings.ts';
import type { Supervisor } from './supervisor.ts';

/** The servers that a shop stands on: its own, kept alive, or those it is pointed at. */
export class Servers {
  private readonly settings: Settings;
  private readonly data: DataFolder;
  private readonly processes: Processes;
  private readonly supervisor: Supervisor;

  constructor(settings: Settings, data: DataFolder, processes: Processes, supervisor: Supervisor) {
    this.settings = settings;
    this.data = data;
    this.processes = processes;
    this.supervisor = supervisor;
  }

  /** @returns the brokers' addresses, when they answer */
  async kafka(): Promise<string> {
    if (this.settings.kafka) return this.settings.kafka;
    const jars = await fetchJars();
    const of = this.settings.brokers;
    await prepareKafka(this.data, of);
    // At once: a controller alone is no majority.
    const nodes = kafkaNames(of).map((name, index) =>
      this.keep(name, 4_000, (start) => startKafka(this.data, start, jars, { id: index + 1, of })),
    );
    return (await Promise.all(nodes)).map(({ brokers }) => brokers).join(',');
  }

  /** @returns connection string of a superuser, when the server answers */
  async postgres(): Promise<string> {
    if (this.settings.postgres) return this.settings.postgres;
    const { url } = await this.keep('postgres', 4_000, (start) => startPostgres(this.data, start));
    return url;
  }

  /** @returns the address of Connect's REST interface, which may not answer yet */
  async connectUrl(): Promise<string> {
    return this.settings.connect ?? `http://127.0.0.1:${await this.data.port('connect')}`;
  }

  /** Resolves when Connect answers. Its topics are made by itself, with the settings they need. */
  async connect(brokers: string, superuserUrl: string): Promise<void> {
    if (this.settings.connect) return;
    const jars = await fetchJars();
    const environment = captureEnvironment(superuserUrl, this.data);
    await this.keep('connect', 3_000, (start) => startConnect(this.data, start, jars, brokers, environment));
  }

  private async keep<T>(name: string, grace: number, starting: (start: StartProcess) => Promise<T>): Promise<T> {
    let result: T | undefined;
    await this.supervisor.run({
      name,
      port: await this.data.port(name),
      grace,
      start: async (born) => {
        result = await starting((spec) => {
          const process = this.processes.start(spec);
          born(process);
          return process;
        });
      },
    });
    return result as T;
  }
}
