import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import kafkajs from 'kafkajs';
import type { DataFolder } from './data-folder.ts';
import { javaCommand, properties } from './java.ts';
import { type RunningProcess, type StartProcess, pause } from './processes.ts';

/** A Kafka cluster of one node of ours. */
export interface Kafka {
  /** `host:port`, what clients are given. */
  readonly brokers: string;
  readonly port: number;
  readonly process: RunningProcess;
  /** Controlled shutdown: segments are closed, so that the next start has nothing to recover. */
  stop(): Promise<void>;
}

/** `-Xmx` of the broker. */
const HEAP = '384m';

/**
 * Starts Kafka (KRaft, broker and controller in one process) with its data in the folder's `kafka`, formatted at the
 * first time, on the remembered ports. Resolves when it answers.
 * @param jars the folder of jars, from `fetchJars`
 */
export async function startKafka(data: DataFolder, start: StartProcess, jars: string): Promise<Kafka> {
  const [port, controller] = [await data.port('kafka'), await data.port('kafka-controller')];
  const config = `${data.folder('kafka')}/server.properties`;
  writeFileSync(config, properties(settings(data.path('kafka', 'log'), port, controller)));
  if (!existsSync(data.path('kafka', 'log', 'meta.properties'))) format(jars, config);
  const broker = start({
    name: 'kafka',
    ...javaCommand({ jars, heap: HEAP, main: 'kafka.Kafka', args: [config] }),
  });
  const brokers = `127.0.0.1:${port}`;
  await answering(brokers, broker);
  return { brokers, port, process: broker, stop: async () => void (await broker.stop(6000)) };
}

function settings(folder: string, port: number, controller: number): Record<string, string | number> {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': folder,
    'auto.create.topics.enable': 'false',
    // One node holds every copy there is.
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.num.partitions': 5,
    // A reader's position must outlive a holiday: the default forgets groups that were away for a week.
    'offsets.retention.minutes': 10 * 365 * 24 * 60,
    'transactional.id.expiration.ms': 2_147_483_647,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'controlled.shutdown.enable': 'true',
  };
}

function format(jars: string, config: string): void {
  const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const { command, args, env } = javaCommand({
    jars,
    heap: '128m',
    main: 'kafka.tools.StorageTool',
    // An id may begin with a dash: as a word of its own it would be taken for an option.
    args: ['format', `--cluster-id=${clusterId}`, '--config', config],
  });
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Kafka could not format its data folder: ${error?.message ?? stdout + stderr}`);
}

async function answering(brokers: string, broker: RunningProcess): Promise<void> {
  const client = new kafkajs.Kafka({
    brokers: [brokers],
    clientId: 'launcher',
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 2000,
    retry: { retries: 0 },
  });
  const deadline = Date.now() + 120_000;
  for (;;) {
    const admin = client.admin();
    try {
      await admin.connect();
      const { brokers: up } = await admin.describeCluster();
      if (up.length > 0) return;
    } catch {
      // Not yet: the listener opens late in the broker's start.
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
    if (!broker.alive) throw new Error(`Kafka ended while starting; see ${broker.logFile}.`);
    if (Date.now() > deadline) throw new Error(`Kafka does not answer; see ${broker.logFile}.`);
    await pause(100);
  }
}
