import { Injectable, Optional } from '@nestjs/common';
import { Metrics } from '@shop/http';
import type { AppenderOptions, ReaderMetrics } from '@shop/log-kafka';
import { Misunderstandings } from './misunderstandings.js';
import { Counter, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Counts and times of what the log does, in the metrics of the process. */
@Injectable()
export class LogMetrics {
  readonly appended: NonNullable<AppenderOptions['onAppended']>;
  readonly reader: ReaderMetrics;
  /** What readers of this process don't understand. */
  readonly misunderstandings = new Misunderstandings();

  constructor(@Optional() metrics?: Metrics) {
    const registers = [metrics?.registry ?? new Registry()];
    const labelNames = ['reader'];
    const appended = new Counter({ name: 'log_appended_records_total', help: 'Records that were acked', registers });
    const appending = new Histogram({
      name: 'log_append_duration_seconds',
      help: 'Time from an append to its ack',
      buckets: SECONDS,
      registers,
    });
    const read = new Counter({
      name: 'log_read_records_total',
      help: 'Records stored, by reader',
      labelNames,
      registers,
    });
    const bad = new Counter({ name: 'log_bad_records_total', help: 'Records not understood', labelNames, registers });
    const retries = new Counter({ name: 'log_reader_retries_total', help: 'Waits for trouble', labelNames, registers });
    const storing = new Histogram({
      name: 'log_store_duration_seconds',
      help: 'Time to decode and store a batch, by reader',
      buckets: SECONDS,
      labelNames,
      registers,
    });
    this.appended = (records, seconds) => {
      appended.inc(records);
      appending.observe(seconds);
    };
    this.reader = {
      stored: (reader, records, misunderstood, seconds, topic) => {
        read.inc({ reader }, records);
        bad.inc({ reader }, misunderstood);
        storing.observe({ reader }, seconds);
        this.misunderstandings.note(reader, topic, records, misunderstood);
      },
      retried: (reader) => retries.inc({ reader }),
    };
  }
}
