import type { DeadLetterDetail, SendBack, SendBackPlan } from '@shop/api';
import { ServiceHarness, type Answered } from '@shop/http/testing';
import { deadLetterId, deadLetterRecord, positionOf } from '@shop/log-core';
import { LogAdmin, readToEnd, type RunningReader } from '@shop/log-kafka';
import { clean } from '@shop/review-pipeline-topology';
import { runTopology } from '@shop/streams-runtime';
import { topics, type Position, type TopicName } from '@shop/topics';
import { AppModule } from '../app.module.js';

/** ops-api with the real clean step beside it, and what tests of the desk do over and over. */
export class DeskHarness {
  private constructor(
    readonly ops: ServiceHarness,
    private readonly pipeline: RunningReader,
    /** Of `user-ops`. */
    readonly staff: { readonly cookie: string },
  ) {}

  static async start(): Promise<DeskHarness> {
    const ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    await ops.listen();
    const pipeline = runTopology(ops.kafka, clean);
    const staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
    await pipeline.caughtUp();
    return new DeskHarness(ops, pipeline, staff);
  }

  async close(): Promise<void> {
    await this.pipeline.stop();
    await this.ops.close();
  }

  get<T>(path: string): Promise<Answered<T>> {
    return this.ops.ask<T>(`GET ${path}`, this.staff);
  }

  until<T>(path: string, reached: (body: T) => boolean): Promise<Answered<T>> {
    return this.ops.until<T>(`GET ${path}`, this.staff, ({ status, body }) => status === 200 && reached(body));
  }

  /** Asks to send back. @param key the `Idempotency-Key` */
  ask<T>(body: object, key?: string): Promise<Answered<T>> {
    return this.ops.ask<T>('POST /api/ops/dead-letters/send-back', { ...this.staff, body, ...(key && { key }) });
  }

  plan(body: object): Promise<Answered<SendBackPlan>> {
    return this.ask({ ...body, dryRun: true });
  }

  /** Sends, and resolves when that has ended. @throws Error when it doesn't begin */
  async send(body: object, key?: string): Promise<SendBack> {
    const { status, body: begun } = await this.ask<SendBack>({ ...body, dryRun: false }, key);
    if (status !== 202) throw new Error(`Sending back was answered ${status}: ${JSON.stringify(begun)}`);
    const path = `/api/ops/dead-letters/send-back/${begun.id}`;
    return (await this.until<SendBack>(path, ({ state }) => state !== 'running')).body;
  }

  async letter(id: string): Promise<DeadLetterDetail> {
    return (await this.get<DeadLetterDetail>(`/api/ops/dead-letters/${encodeURIComponent(id)}`)).body;
  }

  /** A dead letter as an older reader would have written it about a record that is right by now. @returns its id */
  async buried(reader: string, topic: string, offset: number, value: Uint8Array, key: string): Promise<string> {
    const place = { topic, partition: 0, offset };
    const raw = { ...place, timestamp: 0, key: Buffer.from(key), value, headers: {} };
    const letter = deadLetterRecord(reader, { raw, code: 'record.unstorable', message: 'Older code.' });
    await this.ops.appender.append([letter]);
    const id = deadLetterId(place, reader);
    await this.until(`/api/ops/dead-letters/${encodeURIComponent(id)}`, () => true);
    return id;
  }

  /** What the log itself holds of a topic, committed, read past the service. */
  async records(topic: TopicName): Promise<readonly KeptRecord[]> {
    const places = await new LogAdmin(this.ops.kafka).partitionsOf([topic]);
    const partitions = places.map(({ partition }) => ({ topic: topics[topic], partition }));
    const kept: KeptRecord[] = [];
    await readToEnd(this.ops.kafka, partitions, ({ records, bad }) => {
      for (const { raw } of [...records, ...bad])
        kept.push({ position: positionOf(raw), key: textOf(raw.key), value: textOf(raw.value) });
    });
    return kept;
  }
}

/** A record as the log has it, as text. */
export interface KeptRecord {
  readonly position: Position;
  readonly key: string;
  readonly value: string;
}

function textOf(bytes: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString();
}
