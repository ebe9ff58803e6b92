import { setTimeout } from 'node:timers/promises';
import kafkajs, { type Admin, type KafkaConfig } from 'kafkajs';
import { Retriable } from '@shop/log-core';
import { registerCodecs } from './codecs.js';
import { decodeRecordsHere } from './kafkajs-records.js';
import { repairKafkajs } from './kafkajs-repairs.js';
import { kafkajsLogger, silent, type Logger } from './logging.js';

export interface KafkaOptions {
  /** `host:port` of one or more brokers, as a list or separated by commas. */
  readonly brokers: string | readonly string[];
  /** Names this process in the broker's logs and metrics. */
  readonly clientId: string;
  readonly logger?: Logger;
  /**
   * Put before the names of all topics and groups on the broker, with a dot, so that several shops or tests share
   * one. Records and positions keep the plain names. Default: `SHOP_NAMESPACE`, or none.
   */
  readonly namespace?: string;
}

repairKafkajs();
decodeRecordsHere();
registerCodecs();

/**
 * What the parts of this library share: how to reach the brokers, how names are spelled there, and one connection for
 * questions. Nothing is connected before it is needed.
 */
export class KafkaClient {
  readonly logger: Logger;
  readonly #prefix: string;
  readonly #config: KafkaConfig;
  #admin: Promise<Admin> | undefined;
  #closed = false;

  constructor(options: KafkaOptions) {
    this.logger = options.logger ?? silent;
    const namespace = options.namespace ?? process.env['SHOP_NAMESPACE'] ?? '';
    this.#prefix = namespace && `${namespace}.`;
    this.#config = {
      brokers: typeof options.brokers === 'string' ? options.brokers.split(',') : [...options.brokers],
      clientId: options.clientId,
      logLevel: kafkajs.logLevel.WARN,
      logCreator: kafkajsLogger(this.logger),
      connectionTimeout: 1_000,
      requestTimeout: 30_000,
    };
  }

  /** A kafkajs instance with timeouts of its own. */
  kafka(overrides: Partial<KafkaConfig> = {}): kafkajs.Kafka {
    return new kafkajs.Kafka({ ...this.#config, ...overrides });
  }

  /** A topic's or group's name on the broker. */
  physical(name: string): string {
    return this.#prefix + name;
  }

  /** The plain name of a topic on the broker. */
  logical(name: string): string {
    return name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : name;
  }

  /**
   * Asks the brokers something over the shared connection.
   * @throws Retriable when they can't be reached or don't answer, or after `close`; other errors as kafkajs has them
   */
  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Retriable("Kafka can't be asked: the client is closed");
    const connecting = (this.#admin ??= this.#connectAdmin());
    for (let attempt = 1; ; attempt++) {
      try {
        return await question(await connecting);
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (SETTLES_SOON.test(typeOf(error)) && attempt < 10) {
          await setTimeout(attempt * 25);
          continue;
        }
        if (this.#admin === connecting) this.#admin = undefined;
        void connecting.then((admin) => admin.disconnect()).catch(() => undefined);
        throw new Retriable(`Kafka can't be asked: ${messageOf(error)}`, { cause: error });
      }
    }
  }

  /** Closes the shared connection for good. */
  async close(): Promise<void> {
    this.#closed = true;
    const admin = await this.#admin?.catch(() => undefined);
    this.#admin = undefined;
    await admin?.disconnect();
  }

  async #connectAdmin(): Promise<Admin> {
    const retry = { retries: 2, initialRetryTime: 50, maxRetryTime: 300 };
    const admin = this.kafka({ requestTimeout: 5_000, retry }).admin();
    try {
      await admin.connect();
    } catch (error) {
      // It may have reached one broker of those that it needs.
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
    return admin;
  }
}

/** A client of Kafka. Returns at once; the brokers are looked for when something is asked of them. */
export function connectKafka(options: KafkaOptions): KafkaClient {
  return new KafkaClient(options);
}

/** Answers of brokers that are there, but don't know yet who leads or coordinates. */
const SETTLES_SOON = /NOT_LEADER|LEADER_NOT_AVAILABLE|COORDINATOR|CONCURRENT_TRANSACTIONS/;

function typeOf(error: unknown): string {
  const { type, cause } = error as KafkajsError;
  return type ?? (cause as KafkajsError | undefined)?.type ?? '';
}

/** Protocol errors that kafkajs takes for final although a new attempt from the start cures them. */
const CURED_BY_A_NEW_START =
  /UNKNOWN_MEMBER_ID|ILLEGAL_GENERATION|REBALANCE_IN_PROGRESS|MEMBER_ID_REQUIRED|COORDINATOR|NOT_LEADER|LEADER_NOT_AVAILABLE|NETWORK_EXCEPTION|REQUEST_TIMED_OUT|CONCURRENT_TRANSACTIONS|UNKNOWN_TOPIC_OR_PARTITION|Connection|ECONN|EPIPE|Broker|Timeout|disconnect|Metadata/i;

/** Whether an error of kafkajs will pass: a broker that is away, a coordinator that loads, a group that re-forms. */
export function isPassing(error: unknown): boolean {
  for (let e = error as KafkajsError | undefined; e; e = e.cause as KafkajsError | undefined) {
    if (e instanceof TypeError || e instanceof RangeError) return false;
    if (e instanceof Retriable) return true;
    if (CURED_BY_A_NEW_START.test(`${e.name} ${e.type ?? ''} ${e.code ?? ''}`)) return true;
    if (!e.cause) return e.retriable === true;
  }
  return false;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface KafkajsError extends Error {
  readonly retriable?: boolean;
  readonly type?: string;
  readonly code?: string | number;
}
