import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { TopicRecord } from '@shop/api';
import { Lifecycle } from '@shop/http';
import { positionOf, type RawRecord, type RecordBatch } from '@shop/log-core';
import type { RunningReader } from '@shop/log-kafka';
import { Log, runFold } from '@shop/log-nest';
import { cutText, timeText, topics, type Topic } from '@shop/topics';

/** How many records of a topic are kept in memory: the largest page. */
const KEPT = 100;
/** How much of a value is kept, in bytes: a hundred records of a megabyte in each topic would be more than there is memory. */
const VALUE_BYTES = 16 * 1024;
/** How much of a key is kept, in characters: no id is longer. */
const KEY_LENGTH = 200;

/** The newest records of every topic without personal data, in memory only. */
@Injectable()
export class RecordPreview implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly records = new Map<string, TopicRecord[]>();
  private reader: RunningReader | undefined;

  constructor(
    private readonly log: Log,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    const shown = (Object.values(topics) as Topic[]).filter(({ personal }) => !personal);
    this.reader = runFold(this.log, this.lifecycle, {
      name: 'ops-api.record-preview',
      topics: shown,
      last: KEPT,
      patience: 250,
      fold: (batch) => this.fold(batch),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.reader?.stop();
  }

  /** The newest records of a topic, newest first. */
  newest(topic: string, limit: number): TopicRecord[] {
    return (this.records.get(topic) ?? []).slice(0, limit);
  }

  private fold(batch: RecordBatch): void {
    const raw = [...batch.records.map((record) => record.raw), ...batch.bad.map((record) => record.raw)];
    const newest = [...raw.map(toTopicRecord), ...(this.records.get(batch.topic) ?? [])];
    newest.sort(
      (one, other) =>
        other.timestamp.localeCompare(one.timestamp) || Number(other.position.offset) - Number(one.position.offset),
    );
    this.records.set(batch.topic, newest.slice(0, KEPT));
  }
}

function toTopicRecord(raw: RawRecord): TopicRecord {
  return {
    position: positionOf(raw),
    timestamp: timeText(raw.timestamp),
    key: raw.key && cutText(startOf(raw.key), KEY_LENGTH),
    value: raw.value && startOf(raw.value),
    size: raw.value?.length ?? 0,
  };
}

/** The first bytes as text, without the part of a character at their end. */
function startOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, VALUE_BYTES), {
    stream: bytes.length > VALUE_BYTES,
  });
}
