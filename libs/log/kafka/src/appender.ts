import {
  AppendFailed,
  DEAD_LETTERS,
  MAX_RECORD_BYTES,
  RecordTooLarge,
  type Appender,
  type NewRecord,
} from '@shop/log-core';
import type { Position } from '@shop/topics';
import { AppendCall, sizeOf, type Entry } from './append-call.js';
import { AppendLine } from './append-line.js';
import { MAX_DEAD_LETTER_BYTES } from './topic-settings.js';
import { messageOf, type KafkaClient } from './client.js';
import { partitionOf } from './murmur2.js';
import { TopicLayout } from './topic-layout.js';

export interface AppenderOptions {
  /** How long an `append` may take before it rejects, unless it says so itself, in milliseconds. Default 1,500. */
  readonly timeoutMs?: number;
  /** How many records may wait or be on their way. Default 100,000. */
  readonly maxQueuedRecords?: number;
  /** How many bytes may wait or be on their way. Default 64 MB. */
  readonly maxQueuedBytes?: number;
  /** How many requests may be on their way at once, each for partitions of its own. Default 2. */
  readonly lines?: number;
  /** Called after each `append` that was acknowledged. */
  readonly onAppended?: (records: number, seconds: number) => void;
}

/** How often calls are looked at whose time may be up. */
const SWEEP_EVERY_MS = 50;

/** The one producer path of a process. */
export class KafkaAppender implements Appender {
  readonly #layout: TopicLayout;
  readonly #lines: readonly AppendLine[];
  readonly #timeoutMs: number;
  readonly #maxRecords: number;
  readonly #maxBytes: number;
  readonly #onAppended: AppenderOptions['onAppended'];
  /** Settled ones leave with the next sweep. */
  #calls: AppendCall[] = [];
  #sweeper: NodeJS.Timeout | undefined;
  #records = 0;
  #bytes = 0;
  #keyless = 0;
  #closed = false;

  constructor(client: KafkaClient, options: AppenderOptions = {}) {
    this.#layout = new TopicLayout(client);
    this.#lines = Array.from({ length: options.lines ?? 2 }, () => new AppendLine(client));
    this.#timeoutMs = options.timeoutMs ?? 1_500;
    this.#maxRecords = options.maxQueuedRecords ?? 100_000;
    this.#maxBytes = options.maxQueuedBytes ?? 64_000_000;
    this.#onAppended = options.onAppended;
  }

  append(records: readonly NewRecord[], timeoutMs = this.#timeoutMs): Promise<Position[]> {
    if (records.length === 0) return Promise.resolve([]);
    if (this.#closed) return Promise.reject(new AppendFailed('The appender is closed', false));
    const call = new AppendCall(records.length, timeoutMs);
    this.#watch(call);
    if (records.every(({ topic }) => this.#layout.known(topic) !== undefined)) this.#offer(call, records);
    else void this.#offerWhenKnown(call, records);
    return call.promise;
  }

  /** Resolves when everything that was given to it is settled. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#calls.map(({ promise }) => promise));
    await Promise.all(this.#lines.map((line) => line.close()));
    clearTimeout(this.#sweeper);
  }

  async #offerWhenKnown(call: AppendCall, records: readonly NewRecord[]): Promise<void> {
    try {
      await Promise.all([...new Set(records.map(({ topic }) => topic))].map((topic) => this.#layout.partitions(topic)));
    } catch (error) {
      return call.failed(`The topic can't be looked up: ${messageOf(error)}`, error);
    }
    if (!call.settled) this.#offer(call, records);
  }

  #offer(call: AppendCall, records: readonly NewRecord[]): void {
    const perLine = new Map<AppendLine, Entry[]>();
    let bytes = 0;
    for (const [index, record] of records.entries()) {
      const entry = this.#entry(call, index, record);
      const tooLarge = recordTooLarge(record.topic, entry.bytes);
      if (tooLarge) return call.rejected(tooLarge);
      bytes += entry.bytes;
      const line = this.#lines[entry.partition % this.#lines.length];
      const entries = perLine.get(line);
      if (entries) entries.push(entry);
      else perLine.set(line, [entry]);
    }
    if (records.length > this.#maxRecords || bytes > this.#maxBytes)
      return call.rejected(new RecordTooLarge(`${records.length} records of ${bytes} bytes are too many at once`));
    if (this.#records + records.length > this.#maxRecords || this.#bytes + bytes > this.#maxBytes)
      return call.failed('Too much waits to be appended');
    this.#account(call, records.length, bytes);
    for (const [line, entries] of perLine) line.offer(entries);
  }

  #entry(call: AppendCall, index: number, { topic, key, value, headers, partition }: NewRecord): Entry {
    const bytes = key === null ? null : Buffer.from(key as string);
    const partitions = this.#layout.known(topic) ?? 1;
    const chosen = partition ?? (bytes ? partitionOf(bytes, partitions) : this.#keyless++ % partitions);
    const size = sizeOf(bytes, { value, headers });
    return { call, index, topic, partition: chosen, key: bytes, value, headers, bytes: size };
  }

  #account(call: AppendCall, records: number, bytes: number): void {
    const started = performance.now();
    this.#records += records;
    this.#bytes += bytes;
    call.onSettled = (acknowledged) => {
      this.#records -= records;
      this.#bytes -= bytes;
      if (acknowledged) this.#onAppended?.(records, (performance.now() - started) / 1_000);
    };
  }

  #watch(call: AppendCall): void {
    this.#calls.push(call);
    this.#sweeper ??= setTimeout(() => this.#sweep(), SWEEP_EVERY_MS);
  }

  #sweep(): void {
    this.#sweeper = undefined;
    const now = performance.now();
    let expired = false;
    this.#calls = this.#calls.filter((call) => {
      if (call.settled) return false;
      if (call.deadline > now) return true;
      call.failed(`Not acknowledged within ${Math.round(call.timeoutMs)} ms`);
      expired = true;
      return false;
    });
    if (expired) for (const line of this.#lines) line.sweep();
    if (this.#calls.length > 0) this.#sweeper = setTimeout(() => this.#sweep(), SWEEP_EVERY_MS);
  }
}

/** Whatever came in elsewhere must fit into the dead letters, with its reason. @param bytes about what it takes */
function recordTooLarge(topic: string, bytes: number): RecordTooLarge | undefined {
  const largest = topic === DEAD_LETTERS ? MAX_DEAD_LETTER_BYTES : MAX_RECORD_BYTES;
  if (bytes <= largest) return undefined;
  return new RecordTooLarge(`A record of ${bytes} bytes is too large for ${topic}, which takes ${largest}`);
}
