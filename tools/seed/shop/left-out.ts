import type { Accepted, AuditEntry, Page, SkippedRecord } from '@shop/api';
import type { Appender, NewRecord } from '@shop/log-core';
import { Deadline, type OpsClient } from './ops-client.ts';

/** The first reader of reviews: what it leaves out reaches nobody. */
const READER = { name: 'review-pipeline.clean' };

/**
 * Has operations leave a record out: they pause the reader before it comes, name the record, and let the reader go on.
 * Does nothing where the reader leaves out a record already.
 */
export async function leaveOut(client: OpsClient, appender: Appender, record: NewRecord): Promise<void> {
  const deadline = new Deadline(60, 'A record of the demo history could not be left out');
  const { items } = await client.ask<Page<SkippedRecord>>('listSkips', { params: READER }, deadline);
  if (items.length > 0) return;
  const { position: asked } = await client.ask<Accepted>('pauseReader', { params: READER }, deadline);
  while (!(await isPaused(client, asked.offset, deadline))) await deadline.pause('the reader is not paused yet');
  const [{ topic, partition, offset } = asked] = await appender.append([record]);
  const reason = 'The partner tried the line: nobody wrote this review.';
  const wish = { topic, partition, offset: Number(offset), reason };
  await client.endsWith([202, 409], 'skipRecord', { params: READER, body: wish }, deadline);
  await client.ask('resumeReader', { params: READER }, deadline);
}

/** Whether the reader itself has reported that it obeyed. @param asked where the request stands in `control_events` */
async function isPaused(client: OpsClient, asked: string, deadline: Deadline): Promise<boolean> {
  const { items } = await client.ask<Page<AuditEntry>>('auditReader', { params: READER }, deadline);
  const entry = items.find(({ position }) => position.offset === asked);
  return entry?.outcomes.some(({ type }) => type === 'ReaderPaused') ?? false;
}
