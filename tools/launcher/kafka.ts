import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import kafkajs from 'kafkajs';
import { NotReady } from '../bootstrap/checks.mjs';
import type { DataFolder } from './data-folder.ts';
import { javaCommand, properties } from './java.ts';
import { type RunningProcess, type StartProcess, pause } from './processes.ts';

/** A node of Kafka of ours: broker and controller in one process. */
export interface Kafka {
  /** `host:port` of this node, what clients are given. */
  readonly brokers: string;
  readonly port: number;
  readonly process: RunningProcess;
  /** Controlled shutdown: segments are closed, so that the next start has nothing to recover. */
  stop(): Promise<void>;
}

/** `-Xmx` of the broker. */
const HEAP = '384m';

/** Which node of how many, counted from 1. */
export interface KafkaNode {
  readonly id: number;
  /** 1, or 3: then everything is kept three times, and an append is acknowledged when two have it. */
  readonly of: number;
}

const ALONE: KafkaNode = { id: 1, of: 1 };

/** The names of the processes of a cluster: `kafka`, `kafka-2`, `kafka-3`. */
export function kafkaNames(of: number): string[] {
  return Array.from({ length: of }, (_, index) => (index === 0 ? 'kafka' : `kafka-${index + 1}`));
}

/**
 * Hands out the ports of all nodes of a cluster: each has to know those of the others before it starts.
 * @throws NotReady when the data folder was made with another number of nodes, which a quorum can't change
 */
export async function prepareKafka(data: DataFolder, of: number): Promise<void> {
  const made = kafkaNames(3).filter((name) => existsSync(data.path(name, 'log', 'meta.properties'))).length;
  if (made > 0 && made !== of)
    throw new NotReady(
      `The data folder has a Kafka of ${made === 1 ? 'one broker' : `${made} brokers`}, not of ${of}.\n` +
        `Start with SHOP_BROKERS=${made}, or forget the data with "npm run reset".`,
    );
  for (const name of kafkaNames(of)) {
    await data.port(name);
    await data.port(`${name}-controller`);
  }
}

/**
 * Starts a node of Kafka (KRaft, broker and controller in one process) with its data in the folder's `kafka`, formatted
 * at the first time, on the remembered ports. Resolves when it answers and is part of its cluster.
 * @param jars the folder of jars, from `fetchJars`
 * @param node which one, of a cluster that `prepareKafka` was called for; default: the only one
 */
export async function startKafka(
  data: DataFolder,
  start: StartProcess,
  jars: string,
  node: KafkaNode = ALONE,
): Promise<Kafka> {
  const names = kafkaNames(node.of);
  const name = names[node.id - 1] ?? 'kafka';
  const port = await data.port(name);
  const controllers: number[] = [];
  for (const each of names) controllers.push(await data.port(`${each}-controller`));
  const config = `${data.folder(name)}/server.properties`;
  writeFileSync(config, properties(kafkaSettings(data.path(name, 'log'), node, port, controllers)));
  if (!existsSync(data.path(name, 'log', 'meta.properties'))) format(jars, config, clusterIdOf(data));
  const broker = start({ name, ...javaCommand({ jars, heap: HEAP, main: 'kafka.Kafka', args: [config] }) });
  const brokers = `127.0.0.1:${port}`;
  await answering(brokers, node.id, broker);
  return { brokers, port, process: broker, stop: async () => void (await broker.stop(6000)) };
}

/** 128 bits as Kafka spells them, the same for all nodes of a data folder. */
function clusterIdOf(data: DataFolder): string {
  return createHash('md5').update(data.secret('kafka-cluster')).digest('base64url');
}

/** The settings of a node. @param controllers the ports of all controllers, in the order of their ids */
export function kafkaSettings(
  folder: string,
  { id, of }: KafkaNode,
  port: number,
  controllers: readonly number[],
): Record<string, string | number> {
  // With three nodes one may be away: two have every record that is acknowledged.
  const inSync = of >= 3 ? 2 : 1;
  // Read here as `dayOfRetention` of @shop/log-kafka does, which isn't built yet when tests start a broker.
  const day = Number(process.env['SHOP_DAY_MS'] || 86_400_000);
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': controllers.map((at, index) => `${index + 1}@127.0.0.1:${at}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllers[id - 1]}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': folder,
    'auto.create.topics.enable': 'false',
    'default.replication.factor': of,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': of,
    'transaction.state.log.replication.factor': of,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': of,
    'share.coordinator.state.topic.min.isr': inSync,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.num.partitions': 5,
    // A reader's position must outlive a holiday: the default forgets groups that were away for a week.
    'offsets.retention.minutes': 10 * 365 * 24 * 60,
    'transactional.id.expiration.ms': 2_147_483_647,
    // Readers stand still before a transaction that is unfinished. Ours may take that long; any other writer's may not longer.
    'transaction.max.timeout.ms': 30_000,
    'group.initial.rebalance.delay.ms': 0,
    // How soon a broker that died is missed, so that others lead its partitions; 9 s is for larger clusters.
    ...(of > 1 && { 'broker.heartbeat.interval.ms': 1_000, 'broker.session.timeout.ms': 4_000 }),
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    // How often is looked for what expires or is to be compacted: as by default, unless a day was shortened for a test.
    'log.cleaner.backoff.ms': Math.min(15_000, day),
    'log.retention.check.interval.ms': Math.min(300_000, day),
    'log.initial.task.delay.ms': Math.min(30_000, day),
    'num.network.threads': 2,
    'num.io.threads': 4,
    'controlled.shutdown.enable': 'true',
  };
}

function format(jars: string, config: string, clusterId: string): void {
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

async function answering(brokers: string, id: number, broker: RunningProcess): Promise<void> {
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
      if (up.some(({ nodeId }) => nodeId === id)) return;
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
