import { Injectable } from '@nestjs/common';
import { ControlLog } from './control-log.js';

/** Which readers operators have paused. */
@Injectable()
export class PausedReaders {
  private readonly paused = new Set<string>();

  constructor(control: ControlLog) {
    control.subscribe(({ type, data }) => {
      if (type === 'ReaderPauseRequested') this.paused.add(data.reader);
      if (type === 'ReaderResumeRequested') this.paused.delete(data.reader);
    });
  }

  /** Whether the last thing asked of the reader was to pause. */
  has(reader: string): boolean {
    return this.paused.has(reader);
  }
}
