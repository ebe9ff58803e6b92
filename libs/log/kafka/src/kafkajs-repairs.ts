import { createRequire } from 'node:module';

/** The part of kafkajs's request queue (2.2.4, `src/network/requestQueue`) that is repaired here. */
interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

/** The part of kafkajs's connection (2.2.4, `src/network/connection`) that is repaired here. */
interface Connection {
  connect(): Promise<boolean>;
}

/** The part of kafkajs's cluster (2.2.4, `src/cluster`) that is repaired here. */
interface Cluster {
  metadata(about?: object): Promise<object | null>;
}

/** How long kafkajs itself waits before it looks again at requests that had to queue. */
const CHECK_EVERY_MS = 10;

const require = createRequire(import.meta.url);

/** Repairs what kafkajs 2.2.4 does wrong, for all clients of this process. */
export function repairKafkajs(): void {
  armTimersOnlyForRequestsThatWait();
  connectOnce();
  sayThatNoBrokerAnswered();
}

/**
 * kafkajs 2.2.4 arms a timer after every response, with a negative time when it isn't throttled, and the timer arms
 * itself again: a thousand wake-ups a second for each connection, and a warning from Node 24. This one arms a timer
 * only while requests wait.
 */
function armTimersOnlyForRequestsThatWait(): void {
  const queue = (require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }).prototype;
  queue.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const wait = Math.max(this.throttledUntil - Date.now(), CHECK_EVERY_MS);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, wait);
  };
}

/**
 * Requests that are sent at the same time over a connection that isn't open yet each open it in kafkajs 2.2.4. Only the
 * last socket is known afterwards; the others stay open until the broker closes them. Here they wait for the first one.
 */
function connectOnce(): void {
  const { prototype } = require('kafkajs/src/network/connection') as { prototype: Connection };
  const connect = prototype.connect;
  const connecting = new WeakMap<Connection, Promise<boolean>>();
  prototype.connect = function (this: Connection) {
    let once = connecting.get(this);
    if (!once) {
      once = connect.call(this).finally(() => connecting.delete(this));
      connecting.set(this, once);
    }
    return once;
  };
}

/**
 * When a broker dies while it is asked for metadata, kafkajs 2.2.4 returns null, and its callers throw a TypeError. Nobody
 * can tell that from a bug of ours. Here it is an error that passes.
 */
function sayThatNoBrokerAnswered(): void {
  const { prototype } = require('kafkajs/src/cluster') as { prototype: Cluster };
  const { KafkaJSBrokerNotFound } = require('kafkajs/src/errors') as {
    KafkaJSBrokerNotFound: new (message: string) => Error;
  };
  const { metadata } = prototype;
  prototype.metadata = async function (this: Cluster, about?: object) {
    const found = await metadata.call(this, about);
    if (!found) throw new KafkaJSBrokerNotFound('No broker answered');
    return found;
  };
}
