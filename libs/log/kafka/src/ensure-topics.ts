import { setTimeout } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { Retriable } from '@shop/log-core';
import { coPartitioned, topics as map, type Topic } from '@shop/topics';
import { isPassing, type KafkaClient } from './client.js';
import { topicSettings } from './topic-settings.js';

/** How long brokers may take to tell who leads new topics, in milliseconds. */
const LED_WITHIN_MS = 30_000;

export interface EnsureTopicsOptions {
  /** How many partitions a topic has whose number is configured (`SHOP_PARTITIONS`). */
  readonly partitions: number;
  /** How long a day of retention is, in milliseconds (`dayOfRetention`). Default: a day. */
  readonly dayMs?: number;
  /** Default: the whole map. */
  readonly topics?: readonly Topic[];
}

/** A topic on the broker is not what the map says, in a way that can't be mended without losing or moving records. */
export class TopicMismatch extends Error {
  override name = 'TopicMismatch';
}

/** What `ensureTopics` did. */
export interface EnsuredTopics {
  readonly created: readonly string[];
  readonly mended: readonly string[];
  /** What was mended, setting by setting: `dead_letters: retention.ms was -1, is 2592000000`. */
  readonly changes: readonly string[];
}

/**
 * Makes the broker's topics what the map says: creates missing ones, mends their retention, and refuses what it can't
 * mend.
 * @throws TopicMismatch when partitions differ, or the cleanup policy in a way that could lose records; Retriable while the brokers can't be asked
 */
export async function ensureTopics(client: KafkaClient, options: EnsureTopicsOptions): Promise<EnsuredTopics> {
  const declared = options.topics ?? Object.values(map);
  return client.ask(async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = declared.filter(({ name }) => !existing.has(client.physical(name)));
    const present = declared.filter(({ name }) => existing.has(client.physical(name)));
    await refuseOtherPartitions(client, admin, present, options.partitions);
    const replicas = Math.min(3, (await admin.describeCluster()).brokers.length);
    if (missing.length > 0)
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map((topic) => ({
          topic: client.physical(topic.name),
          numPartitions: partitionsOf(topic, options.partitions),
          replicationFactor: replicas,
          configEntries: Object.entries(topicSettings(topic, replicas, options.dayMs)).map(([name, value]) => ({
            name,
            value,
          })),
        })),
      });
    await untilLed(
      admin,
      missing.map(({ name }) => client.physical(name)),
    );
    const mended = await mendConfigs(client, admin, present, (topic) => topicSettings(topic, replicas, options.dayMs));
    return { created: missing.map(({ name }) => name), ...mended };
  });
}

/**
 * Resolves when the brokers tell who leads each partition of new topics. Creating them is answered before that, and
 * kafkajs takes a topic that isn't told of yet for one that doesn't exist.
 */
async function untilLed(admin: Admin, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const deadline = Date.now() + LED_WITHIN_MS;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
      if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline) throw new Retriable(`New topics have no leaders yet: ${names.join(', ')}`);
    await setTimeout(50);
  }
}

function partitionsOf(topic: Topic, configured: number): number {
  return topic.partitions === 'configured' ? configured : topic.partitions;
}

async function refuseOtherPartitions(
  client: KafkaClient,
  admin: Admin,
  present: readonly Topic[],
  configured: number,
): Promise<void> {
  if (present.length === 0) return;
  const names = present.map(({ name }) => client.physical(name));
  const { topics: found } = await admin.fetchTopicMetadata({ topics: names });
  for (const topic of present) {
    const wanted = partitionsOf(topic, configured);
    const actual = found.find(({ name }) => name === client.physical(topic.name))?.partitions.length;
    if (actual === wanted) continue;
    const why = coPartitioned.some((name) => name === topic.name)
      ? ' It is joined with topics of the same number of partitions.'
      : '';
    throw new TopicMismatch(
      `Topic ${topic.name} has ${actual} partitions, but ${wanted} are configured.${why} Keys would move, so this isn't ` +
        `changed. Set SHOP_PARTITIONS=${actual}, or start with an empty log (npm run reset).`,
    );
  }
}

async function mendConfigs(
  client: KafkaClient,
  admin: Admin,
  present: readonly Topic[],
  wantedOf: (topic: Topic) => Record<string, string>,
): Promise<{ mended: string[]; changes: string[] }> {
  if (present.length === 0) return { mended: [], changes: [] };
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: present.map(({ name }) => ({ type, name: client.physical(name) })),
  });
  const [mended, changes]: [string[], string[]] = [[], []];
  for (const topic of present) {
    const entries = resources.find(({ resourceName }) => resourceName === client.physical(topic.name))?.configEntries;
    const actual = new Map((entries ?? []).map(({ configName, configValue }) => [configName, configValue]));
    const wanted = wantedOf(topic);
    const policy = actual.get('cleanup.policy');
    // What was compacted so far is gone; from now on nothing more is lost.
    const staysForEver = policy === 'compact' && topic.retention.kind === 'forever';
    if (policy !== wanted['cleanup.policy'] && !staysForEver)
      throw new TopicMismatch(
        `Topic ${topic.name} has cleanup.policy=${policy}, but the map says ${wanted['cleanup.policy']}. Records may be ` +
          'gone already, so this is not changed. Set it by hand after looking, or start with an empty log (npm run reset).',
      );
    const other = Object.entries(wanted).filter(([name, value]) => actual.get(name) !== value);
    if (other.length === 0) continue;
    // This request replaces all settings of the topic: those that are not ours are sent along.
    const own = (entries ?? []).filter((entry) => entry.configSource === kafkajs.ConfigSource.TOPIC_CONFIG);
    const kept = Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type,
          name: client.physical(topic.name),
          configEntries: Object.entries({ ...kept, ...wanted }).map(([name, value]) => ({ name, value })),
        },
      ],
    });
    mended.push(topic.name);
    changes.push(...other.map(([name, value]) => `${topic.name}: ${name} was ${actual.get(name)}, is ${value}`));
  }
  return { mended, changes };
}
