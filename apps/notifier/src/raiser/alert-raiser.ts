import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { eventRecord, type RecordBatch } from '@shop/log-core';
import { BatchContext, Log, OnBatch } from '@shop/log-nest';
import type { CloudEvent, UnhappyVip } from '@shop/topics';
import { alertRaised } from './alert-raised.js';

/** Raises an alert for every unhappy VIP. In: `unhappy_vips`. Out: `alert_events`. May be repeated: ids are derived. */
@Controller()
export class AlertRaiser {
  constructor(private readonly log: Log) {}

  @OnBatch('notifier.raiser')
  async raise(@Payload() batch: RecordBatch, @Ctx() _context: BatchContext): Promise<void> {
    const time = new Date().toISOString();
    const raised = batch.records.flatMap((record) => {
      if (record.content.kind !== 'event') return [];
      const event = record.content.event as CloudEvent<'UnhappyVip', UnhappyVip>;
      return [eventRecord('alert_events', alertRaised(record, event, time))];
    });
    if (raised.length > 0) await this.log.appender.append(raised);
  }
}
