import { writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.ts';
import { javaCommand, properties } from './java.ts';
import { type RunningProcess, type StartProcess, pause } from './processes.ts';

/** A Kafka Connect worker of ours. */
export interface Connect {
  /** Its REST interface: `http://127.0.0.1:port`. */
  readonly url: string;
  readonly port: number;
  readonly process: RunningProcess;
  stop(): Promise<void>;
}

/** As many as a topic has by the brokers' own default. */
const COPIES = -1;

/** `-Xmx` of the worker. */
const HEAP = '256m';

/**
 * Starts Kafka Connect, distributed with one worker: its configuration, offsets and status live in Kafka, so that
 * they are forgotten together with the log, never apart from it. Resolves when its interface answers.
 * @param brokers what `startKafka` returned
 * @param environment values for `${env:CDC_...}` in connector configurations: addresses and passwords, which the
 *   worker's interface then never shows
 */
export async function startConnect(
  data: DataFolder,
  start: StartProcess,
  jars: string,
  brokers: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Connect> {
  const port = await data.port('connect');
  const config = `${data.folder('connect')}/worker.properties`;
  writeFileSync(config, properties(settings(brokers, port)));
  const main = 'org.apache.kafka.connect.cli.ConnectDistributed';
  const { command, args, env } = javaCommand({ jars, heap: HEAP, main, args: [config] });
  const worker = start({ name: 'connect', command, args, env: { ...env, ...environment } });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, worker);
  return { url, port, process: worker, stop: async () => void (await worker.stop(4000)) };
}

function settings(brokers: string, port: number): Record<string, string | number> {
  return {
    'bootstrap.servers': brokers,
    'group.id': 'connect',
    'config.storage.topic': 'connect_configs',
    'offset.storage.topic': 'connect_offsets',
    'status.storage.topic': 'connect_status',
    'config.storage.replication.factor': COPIES,
    'offset.storage.replication.factor': COPIES,
    'status.storage.replication.factor': COPIES,
    'offset.storage.partitions': 1,
    'status.storage.partitions': 1,
    'offset.flush.interval.ms': 5000,
    'scheduled.rebalance.max.delay.ms': 0,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
    listeners: `http://127.0.0.1:${port}`,
    'rest.advertised.host.name': '127.0.0.1',
    'rest.advertised.port': port,
    'plugin.discovery': 'service_load',
    'config.providers': 'env',
    'config.providers.env.class': 'org.apache.kafka.common.config.provider.EnvVarConfigProvider',
    'config.providers.env.param.allowlist.pattern': '^CDC_.*$',
  };
}

async function answering(url: string, worker: RunningProcess): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await fetch(`${url}/connectors`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (answer?.ok) return;
    if (!worker.alive) throw new Error(`Connect ended while starting; see ${worker.logFile}.`);
    if (Date.now() > deadline) throw new Error(`Connect does not answer; see ${worker.logFile}.`);
    await pause(100);
  }
}
