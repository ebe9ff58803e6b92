import type { Progress } from '../bootstrap/progress.mjs';
import { type Addresses, type App, apps, databases, processOf } from './apps.ts';
import { answersReady } from './readiness.ts';
import { ConnectClient, connectorFiles, withValues } from './connectors.ts';
import { ConnectorWatch } from './connector-watch.ts';
import type { DataFolder } from './data-folder.ts';
import { captureEnvironment, ensureDatabases } from './databases.ts';
import { buryDeletedRows } from './deleted-rows.ts';
import { Held } from './held.ts';
import { hasHistory, historyTold, startHistory } from './history.ts';
import { kafkaNames } from './kafka.ts';
import type { Processes, RunningProcess } from './processes.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { Servers } from './servers.ts';
import type { Settings } from './settings.ts';
import { Supervisor } from './supervisor.ts';
import { makeTopics } from './topics.ts';

/** How long an app may take to end: it finishes the requests it has. */
const APP_GRACE = 5_000;

/** One shop: everything that runs for it, from nothing to ready and back to nothing. */
export class Shop {
  private readonly settings: Settings;
  private readonly data: DataFolder;
  private readonly processes: Processes;
  private readonly progress: Progress;
  private readonly supervisor: Supervisor;
  private readonly servers: Servers;
  private readonly ports: Record<string, number> = {};
  private addresses: Addresses | undefined;
  private watch: ConnectorWatch | undefined;
  private seed: RunningProcess | undefined;

  constructor(settings: Settings, data: DataFolder, processes: Processes, progress: Progress) {
    this.settings = settings;
    this.data = data;
    this.processes = processes;
    this.progress = progress;
    const held = new Held(data.root);
    held.clear();
    this.supervisor = new Supervisor(
      (line) => progress.say(line),
      () => this.writeRunFile(),
      (name) => held.has(name),
    );
    this.servers = new Servers(settings, data, processes, this.supervisor);
  }

  /** Starts everything, at once what doesn't depend on each other, and resolves when the shop can be used. */
  async start(): Promise<void> {
    const { data, progress, servers } = this;
    for (const { name } of apps) this.ports[name] = await data.port(name);
    const connectUrl = await servers.connectUrl();

    const postgres = progress.step('PostgreSQL', () => servers.postgres());
    const owned = postgres.then((superuser) => ensureDatabases(superuser, databases, data));
    const kafka = progress.step('Kafka', () => servers.kafka());
    const topics = kafka.then((brokers) =>
      progress.step('Topics', async () => {
        const changes = await makeTopics(brokers, this.settings.partitions);
        for (const change of changes) progress.say(`Topic ${change}`);
      }),
    );
    const addresses = Promise.all([kafka, owned]).then(([brokers, urls]) => {
      return (this.addresses = { kafka: brokers, connect: connectUrl, databases: urls });
    });
    const backoffice = owned.then((urls) => this.run({ kafka: '', connect: '', databases: urls }, (app) => !app.log));
    const others = Promise.all([addresses, topics]).then(([all]) => this.run(all, (app) => app.log));
    const captured = Promise.all([kafka, postgres, topics]).then(async ([brokers, superuser]) => {
      await progress.step('Connect', () => servers.connect(brokers, superuser));
      await backoffice;
      await progress.step('Change data capture', () => this.capture(connectUrl, superuser, brokers));
    });
    await Promise.all([addresses, backoffice, others, captured]);
    this.writeRunFile();
    if (this.settings.seed && !hasHistory(data)) await progress.step('Demo history', (doing) => this.tell(doing));
    this.writeRunFile();
  }

  /** Ends everything in order: first who uses, then what is used. */
  async stop(): Promise<void> {
    this.supervisor.letGo();
    this.watch?.end();
    await Promise.all([
      this.supervisor.stop([...apps.map(({ name }) => name), 'connect']),
      this.seed?.alive ? this.seed.stop(1_000) : undefined,
    ]);
    await this.supervisor.stop([...kafkaNames(this.settings.brokers), 'postgres']);
    removeRunFile(this.data);
    this.processes.release();
  }

  private async run(addresses: Addresses, chosen: (app: App) => boolean): Promise<void> {
    await Promise.all(
      apps.filter(chosen).map((app) => this.progress.step(app.name, () => this.runApp(app, addresses))),
    );
  }

  private runApp(app: App, addresses: Addresses): Promise<void> {
    const { settings, data, ports } = this;
    const port = ports[app.name] ?? 0;
    return this.supervisor.run({
      name: app.name,
      port,
      grace: APP_GRACE,
      start: async (born) => {
        const process = this.processes.start(processOf(app, settings, data, ports, addresses));
        born(process);
        await answersReady(process, port);
      },
    });
  }

  private async capture(connectUrl: string, superuser: string, brokers: string): Promise<void> {
    const client = new ConnectClient(connectUrl);
    // A worker of ours knows the values by its environment and never shows them; another one has to be told.
    const values = this.settings.connect ? captureEnvironment(superuser, this.data) : {};
    const connectors = connectorFiles().map((connector) => withValues(connector, values));
    for (const connector of connectors) await client.apply(connector);
    const say = (line: string) => this.progress.say(line);
    this.watch = new ConnectorWatch(client, connectors, superuser, say, async () => {
      const buried = await buryDeletedRows(brokers, superuser);
      if (buried > 0) say(`${buried} rows had been deleted unseen; the log knows now`);
    });
    void this.watch.run();
  }

  private async tell(doing: (line: string) => void): Promise<void> {
    if (!this.addresses) return;
    this.seed = startHistory(this.data, this.processes, this.settings, this.addresses);
    await historyTold(this.seed, doing);
  }

  private writeRunFile(): void {
    if (this.addresses) writeRunFile(this.data, this.settings.origin, this.addresses, this.supervisor.facts());
  }
}
