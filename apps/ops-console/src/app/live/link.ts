import { signal } from '@angular/core';
import { io, type Socket } from 'socket.io-client';

/** How a live connection stands, and since when (milliseconds). */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly since: number }
  | { readonly kind: 'reconnecting'; readonly since: number }
  | { readonly kind: 'offline'; readonly since: number };

/** What happened to a connection. */
export type LinkEvent = 'connected' | 'lost' | 'attemptFailed';

/** This many failed attempts in a row make `reconnecting` an `offline`; attempts go on all the same. */
const PATIENCE = 2;

/**
 * The state after something happened.
 * @param failures failed attempts in a row, this one included
 * @param now milliseconds; `since` of a loss stays that of its beginning
 */
export function nextState(before: LinkState, event: LinkEvent, failures: number, now: number): LinkState {
  if (event === 'connected') return { kind: 'live', since: now };
  const since = before.kind === 'reconnecting' || before.kind === 'offline' ? before.since : now;
  return { kind: event === 'attemptFailed' && failures >= PATIENCE ? 'offline' : 'reconnecting', since };
}

/** What a link needs to know to connect. */
export interface LinkOptions {
  readonly namespace: string;
  readonly path: string;
  /** The handshake, asked for anew at every connection. */
  readonly auth?: () => object;
  /** Called when the server refuses or ends the connection; resolves to whether to try again. */
  readonly mayRetry: () => Promise<boolean>;
}

/** Whether the handshake was answered 401 or 403: engine.io's error carries the status. */
function isRefusal(error: Error): boolean {
  const { description } = error as { description?: unknown };
  return description === 401 || description === 403;
}

/** One socket.io namespace whose state can be shown, and which comes back by itself. */
export class Link<M extends object> {
  private readonly socket: Socket;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  private readonly current = signal<LinkState>({ kind: 'connecting' });
  readonly state = this.current.asReadonly();

  constructor(private readonly options: LinkOptions) {
    this.socket = io(options.namespace, {
      path: options.path,
      auth: (answer) => answer(options.auth?.() ?? {}),
      autoConnect: false,
      // Several namespaces on different paths: no connection is shared.
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3000,
    });
    this.socket.on('connect', () => this.happened('connected'));
    this.socket.on('disconnect', (reason) => {
      if (this.closed) return;
      this.happened('lost');
      if (reason === 'io server disconnect') void this.tryAgain();
    });
    this.socket.on('connect_error', (error) => {
      this.happened('attemptFailed');
      // Refused (not signed in any more, say): to go on asking helps nobody, so it is up to us.
      if (isRefusal(error)) this.socket.disconnect();
      if (!this.socket.active) void this.tryAgain();
    });
  }

  /** Calls `handler` for every message of this name, and `connect` for every connection. */
  on<K extends keyof M & string>(name: K, handler: M[K] & ((...args: never[]) => void)): this {
    const event: string = name;
    this.socket.on(event, handler as (...args: unknown[]) => void);
    return this;
  }

  onConnect(handler: () => void): this {
    this.socket.on('connect', handler);
    return this;
  }

  open(): void {
    this.closed = false;
    globalThis.addEventListener('offline', this.networkLost);
    this.socket.connect();
  }

  close(): void {
    this.closed = true;
    globalThis.removeEventListener('offline', this.networkLost);
    clearTimeout(this.timer);
    this.socket.disconnect();
  }

  /** engine.io tells only every other connection that the network is gone; the rest would look live until a ping is missed. */
  private readonly networkLost = (): void => {
    if (this.socket.connected) this.socket.io.engine.close();
  };

  private happened(event: LinkEvent): void {
    this.failures = event === 'attemptFailed' ? this.failures + 1 : 0;
    this.current.update((before) => nextState(before, event, this.failures, Date.now()));
  }

  private async tryAgain(): Promise<void> {
    if (!(await this.options.mayRetry()) || this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.socket.connect(), Math.min(500 * 2 ** this.failures, 5000));
  }
}
