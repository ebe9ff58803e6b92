import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type Logger } from '@shop/http';
import { v5 as uuidv5 } from 'uuid';
import { readOpsConfig } from '../config.js';
import { ReaderControl } from '../control/reader-control.js';
import { nextToVerify } from './next-to-verify.js';
import { Projections } from './projections.js';

/** Namespace of the ids of scheduled requests (a random UUID, fixed for ever). */
const NAMESPACE = '0c6d3a52-58b1-4a7e-9d0e-2f6f7f5c1b90';
/** How often to look whether one is due, in milliseconds, where nothing has changed. */
const LOOK = 60_000;
const HOUR = 3_600_000;
/** Who asks, in `control_events`. */
const ACTOR = 'ops-api';

/**
 * Has read models verified at intervals (`SHOP_VERIFY_EVERY_HOURS`), one after the other. When it was done last is in
 * `control_events`, so restarts neither repeat nor forget it. The id of a request follows from the one before: several
 * instances that ask at the same time ask for the same thing, which is obeyed once.
 */
@Injectable()
export class VerifySchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private end: (() => void) | undefined;
  private asking = false;

  constructor(
    private readonly projections: Projections,
    private readonly control: ReaderControl,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const every = readOpsConfig().verifyEveryHours * HOUR;
    if (every === 0) return;
    const look = () => void this.look(every);
    this.timer = setInterval(look, LOOK);
    this.end = this.projections.subscribe(look);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.end?.();
  }

  private async look(every: number): Promise<void> {
    const known = this.projections.known;
    if (!known || this.asking) return;
    const reader = nextToVerify(known, (name) => this.projections.lastVerify(name)?.at, Date.now(), every);
    if (reader === undefined) return;
    this.asking = true;
    try {
      const id = uuidv5(`${reader}/${this.projections.lastVerify(reader)?.id ?? 'first'}`, NAMESPACE);
      const asking = { principal: { userId: ACTOR }, correlationId: id, id };
      await this.projections.reached(await this.control.ask('ProjectionVerifyRequested', { reader }, asking));
    } catch (error) {
      this.logger.warn({ err: error, reader }, 'A scheduled verification could not be asked for; it is tried again');
    } finally {
      this.asking = false;
    }
  }
}
