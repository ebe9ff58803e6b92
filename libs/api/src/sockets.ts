import type { Alert } from './ops/alerts.js';
import type { Customer, Figures, TickerEntry } from './ops/figures.js';
import type { ProjectionInfo } from './ops/projections.js';
import type { ReaderInfo } from './ops/readers.js';
import type { SendBack } from './ops/send-back.js';
import type { TopicInfo } from './ops/topics.js';
import type { Trouble } from './ops/troubles.js';

/** The namespace of alerts on `/socket.io`, its handshake and its messages. */
export const ALERTS_NAMESPACE = '/alerts';
/** The namespace of live figures on the path `LIVE_PATH`. */
export const LIVE_NAMESPACE = '/live';
/** The socket.io path of ops-api. */
export const LIVE_PATH = '/api/ops/socket.io';

/** What a console says when it connects to `/alerts`: the highest `sequence` it has seen; what came after is sent first. */
export interface AlertsHandshake {
  readonly after?: number;
}

/** Messages of `/alerts`, server to console. */
export interface AlertMessages {
  /** An alert was raised or changed; `sequence` tells the order. */
  alert(alert: Alert): void;
  /** Everything up to this sequence has been sent. */
  caughtUp(state: { sequence: number }): void;
}

/** Messages of `/live`, server to console. The last of each is sent on connecting. */
export interface LiveMessages {
  figures(figures: Figures): void;
  topics(topics: TopicInfo[]): void;
  readers(readers: ReaderInfo[]): void;
  /** All read models, whenever one of them has changed or a rebuild has moved on. */
  projections(projections: ProjectionInfo[]): void;
  /** All that is wrong now, whenever that has changed; empty when all is well. */
  troubles(troubles: Trouble[]): void;
  ticker(entries: TickerEntry[]): void;
  /** A customer's row has arrived by change data capture. */
  customer(customer: Customer): void;
  /** Dead letters are being sent back, or that has ended. */
  sendBack(sending: SendBack): void;
  /** Products whose sales changed: ask again for what you show. */
  sales(change: { skus: string[] }): void;
}
