import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ALERTS_NAMESPACE, type AlertMessages } from '@shop/api';
import { LOGGER, Sessions, SocketServers, type Logger } from '@shop/http';
import type { Namespace, Server, Socket } from 'socket.io';
import { ReadModels } from '../read-models.js';

/** How many alerts are read and sent at a time to a console that missed some. */
const PAGE = 200;
/** After trouble with the database, it is asked again in so many milliseconds. */
const AGAIN_AFTER = 1_000;

type Console = Socket<Record<string, never>, AlertMessages>;

/**
 * Pushes alerts: `/alerts` on `/socket.io`. A console says the highest `sequence` it has seen and is sent what came after,
 * from the read model; whatever instance applied a change, all consoles of all instances hear of it, because each
 * instance follows the read model and not itself.
 */
@Injectable()
export class AlertsGateway implements OnApplicationBootstrap, OnModuleDestroy {
  private io: Server | undefined;
  /** Up to which sequence each console has been sent. */
  private readonly sent = new Map<Console, number>();
  private readonly sending = new Set<Console>();
  private readonly asked = new Set<Console>();
  private unsubscribe: (() => void) | undefined;
  private again: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly servers: SocketServers,
    private readonly sessions: Sessions,
    private readonly models: ReadModels,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.io = this.servers.open(this.host.httpAdapter.getHttpServer(), { access: 'ops.read' });
    const consoles: Namespace<Record<string, never>, AlertMessages> = this.io.of(ALERTS_NAMESPACE);
    consoles.use(this.sessions.socketMiddleware('ops.read'));
    consoles.on('connection', (socket) => {
      this.sent.set(socket, sequenceOf(socket.handshake.auth));
      socket.on('disconnect', () => this.sent.delete(socket));
      void this.send(socket);
    });
    this.unsubscribe = this.models.alertsModel.subscribe(() => this.sendAll());
  }

  async onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    clearTimeout(this.again);
    await this.io?.close();
  }

  private sendAll(): void {
    for (const socket of this.sent.keys()) void this.send(socket);
  }

  /** Sends a console what it has not been sent, in the order of the log, until there is nothing more. */
  private async send(socket: Console): Promise<void> {
    this.asked.add(socket);
    // Whoever is sending looks again when it was asked meanwhile.
    if (this.sending.has(socket)) return;
    this.sending.add(socket);
    try {
      while (this.asked.delete(socket)) await this.sendMissed(socket);
    } catch (error) {
      this.log.warn({ err: error }, 'alerts could not be read for a console; trying again');
      clearTimeout(this.again);
      this.again = setTimeout(() => this.sendAll(), AGAIN_AFTER);
    } finally {
      this.sending.delete(socket);
    }
  }

  private async sendMissed(socket: Console): Promise<void> {
    for (;;) {
      const after = this.sent.get(socket);
      // It has disconnected meanwhile.
      if (after === undefined) return;
      const alerts = await this.models.alerts.changedAfter(after, PAGE);
      for (const alert of alerts) socket.emit('alert', alert);
      const sequence = alerts.at(-1)?.sequence;
      if (sequence === undefined) return void socket.emit('caughtUp', { sequence: after });
      if (this.sent.has(socket)) this.sent.set(socket, sequence);
    }
  }
}

/** What the console says it has seen; everything is sent to one that says nothing. */
function sequenceOf(auth: { readonly after?: unknown }): number {
  return typeof auth.after === 'number' && Number.isSafeInteger(auth.after) && auth.after > 0 ? auth.after : 0;
}
