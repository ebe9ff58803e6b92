import { Injectable } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';

/** Ways beside HTTP on which messages reach a service. They start after its modules, and close before them. */
@Injectable()
export class Transports {
  readonly strategies: CustomTransportStrategy[] = [];

  /** Adds one; to be called from a constructor, before the service starts. */
  add(strategy: CustomTransportStrategy): void {
    this.strategies.push(strategy);
  }
}
