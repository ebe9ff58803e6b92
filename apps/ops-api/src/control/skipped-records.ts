import { Injectable } from '@nestjs/common';
import { RecordSkips, type RecordSkip } from '@shop/log-core';
import type { Position } from '@shop/topics';
import { ControlLog } from './control-log.js';

/** Which records readers leave out. */
@Injectable()
export class SkippedRecords {
  private readonly byReader = new Map<string, RecordSkips>();

  constructor(control: ControlLog) {
    control.subscribe((event) => this.of(event.data.reader).on(event));
  }

  /** Those of a reader, newest first. */
  list(reader: string): RecordSkip[] {
    const skips = this.byReader.get(reader)?.all() ?? [];
    return skips.sort((one, other) => other.since.localeCompare(one.since));
  }

  /** Why a reader leaves out a record; undefined for one that it doesn't. */
  find(reader: string, position: Position): RecordSkip | undefined {
    return this.byReader.get(reader)?.get(position);
  }

  private of(reader: string): RecordSkips {
    const skips = this.byReader.get(reader) ?? new RecordSkips();
    this.byReader.set(reader, skips);
    return skips;
  }
}
