/** A broker of a test's own, which may be killed and started again. */
export interface OwnKafka {
  /** `host:port`, the same each time. */
  readonly brokers: string;
  /** Starts it; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** What is needed of the launcher. It stands beside the libraries, so it is looked up when it is needed. */
interface Launcher {
  temporaryData(): { data: unknown; forget: () => void };
  fetchJars(): Promise<string>;
  Processes: new (data: unknown) => { start: unknown };
  startKafka(
    data: unknown,
    start: unknown,
    jars: string,
  ): Promise<{ brokers: string; process: { kill(): Promise<unknown> } }>;
}

const toolsAt = async (file: string) =>
  (await import(new URL(`../../../../../tools/${file}`, import.meta.url).href)) as Partial<Launcher>;

/** Starts a broker with a data folder of its own, as the launcher starts the shop's. */
export async function startOwnKafka(): Promise<OwnKafka> {
  const files = ['testing/temporary-data.ts', 'bootstrap/jars.mjs', 'launcher/processes.ts', 'launcher/kafka.ts'];
  const launcher = Object.assign({}, ...(await Promise.all(files.map(toolsAt)))) as Launcher;
  const { data, forget } = launcher.temporaryData();
  const processes = new launcher.Processes(data);
  const start = async () => launcher.startKafka(data, processes.start, await launcher.fetchJars());
  let kafka = await start();
  const kill = async () => void (await kafka.process.kill());
  return {
    brokers: kafka.brokers,
    start: async () => void (kafka = await start()),
    kill,
    remove: async () => {
      await kill();
      forget();
    },
  };
}
