import { computed, signal } from '@angular/core';
import type { Alert } from '@shop/api';

/** What became of an alert that was handed to the book. */
export type Taken = 'new' | 'changed' | 'stale';

/**
 * Every alert this console knows, each as of the highest `sequence` seen: answers and messages may come in any order
 * and more than once, the result is the same.
 *
 * It also keeps where the *stream* stands. Only the first snapshot and the stream itself move that position: an answer
 * to a command of our own may carry a higher `sequence` than changes by others that were missed, and asking for what
 * came after it would lose them.
 */
export class AlertBook {
  private readonly byId = signal<ReadonlyMap<string, Alert>>(new Map());
  private position: number | undefined;
  private seenSinceConnect = 0;
  private caughtUp = false;

  /** All known alerts, newest first. */
  readonly alerts = computed(() => [...this.byId().values()].sort(newestFirst));

  /** One alert, if it is known. */
  find(alertId: string): Alert | undefined {
    return this.byId().get(alertId);
  }

  /**
   * Takes in an alert from anywhere; the highest `sequence` wins.
   * @returns `new` for one that wasn't known, `stale` for one that changes nothing
   */
  take(alert: Alert): Taken {
    const known = this.byId().get(alert.alertId);
    if (known && known.sequence >= alert.sequence) return 'stale';
    this.byId.update((before) => new Map(before).set(alert.alertId, alert));
    return known ? 'changed' : 'new';
  }

  /** Takes in a page of a list. The first one, unfiltered, is where the stream goes on from. */
  takeSnapshot(alerts: readonly Alert[]): void {
    for (const alert of alerts) this.take(alert);
    this.position ??= highest(alerts);
  }

  /** The sequence to ask the stream to go on after: nothing at or below it can have been missed. */
  get after(): number {
    return this.position ?? 0;
  }

  /** The connection was made (again): what arrives now is what was missed, until `reached` is called. */
  connected(): void {
    this.caughtUp = false;
    this.seenSinceConnect = 0;
  }

  /**
   * Takes in a message of the stream.
   * @returns what became of it, and whether it happened just now rather than while this console was away
   */
  takeFromStream(alert: Alert): { taken: Taken; live: boolean } {
    this.seenSinceConnect = Math.max(this.seenSinceConnect, alert.sequence);
    if (this.caughtUp) this.position = Math.max(this.after, alert.sequence);
    return { taken: this.take(alert), live: this.caughtUp };
  }

  /** The stream has sent everything up to `sequence`; from here on messages are live. */
  reached(sequence: number): void {
    this.caughtUp = true;
    this.position = Math.max(this.after, this.seenSinceConnect, sequence);
  }
}

const highest = (alerts: readonly Alert[]) => alerts.reduce((max, alert) => Math.max(max, alert.sequence), 0);

/** The order of the list: when it was raised, newest first; the id decides among equals, so that rows never swap. */
export function newestFirst(a: Alert, b: Alert): number {
  return b.raisedAt.localeCompare(a.raisedAt) || b.alertId.localeCompare(a.alertId);
}
