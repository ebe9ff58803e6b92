import { Injectable } from '@nestjs/common';
import { keyOf, type TopicPartition } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { EndHistory } from './end-history.js';

/** How many records are looked up at most for one sample: the others are unknown until the next. */
const AT_MOST = 24;

/** The first record that a reader hasn't taken. */
export interface Unread extends TopicPartition {
  readonly position: number;
}

const keyOfUnread = (unread: Unread) => `${keyOf(unread)}@${unread.position}`;

/** When records were appended: from the history of the ends, and once each from the log for those that are older. */
@Injectable()
export class RecordTimes {
  private readonly history = new EndHistory();
  private lookedUp = new Map<string, number>();

  constructor(private readonly log: Log) {}

  /** The ends of partitions now. @param at milliseconds since 1970 */
  note(at: number, ends: ReadonlyMap<string, number>): void {
    this.history.note(at, ends);
  }

  /**
   * When some records were appended, in milliseconds since 1970. Unknown is undefined: the broker didn't tell, or there
   * were more to look up than is reasonable.
   */
  async of(records: readonly Unread[]): Promise<(unread: Unread) => number | undefined> {
    const missing = new Map<string, Unread>();
    const known = new Map<string, number>();
    for (const record of records) {
      const key = keyOfUnread(record);
      const at = this.history.appendedAt(keyOf(record), record.position) ?? this.lookedUp.get(key);
      if (at === undefined) missing.set(key, record);
      else known.set(key, at);
    }
    for (const [key, at] of await this.lookUp([...missing].slice(0, AT_MOST))) known.set(key, at);
    // Whoever stands still is asked for again with the next sample; the others' are of no more use.
    this.lookedUp = known;
    return (record) => known.get(keyOfUnread(record));
  }

  private async lookUp(wanted: readonly (readonly [string, Unread])[]): Promise<(readonly [string, number])[]> {
    if (wanted.length === 0) return [];
    const places = wanted.map(([, { topic, partition, position }]) => ({ topic, partition, offset: position }));
    const times = await this.log.admin.recordTimes(places).catch(() => []);
    return wanted.flatMap(([key], i) => {
      const at = times[i];
      return at === undefined ? [] : [[key, at] as const];
    });
  }
}
