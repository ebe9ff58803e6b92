import { BaseRpcContext } from '@nestjs/microservices';
import type { StoreContext } from '@shop/log-core';

/** What a handler of batches is told beside the batch: see `StoreContext`. */
export class BatchContext extends BaseRpcContext<[StoreContext]> implements StoreContext {
  /** Aborted when the partition was taken away or the reader stops. */
  get signal(): AbortSignal {
    return this.getArgByIndex(0).signal;
  }

  /** Aborted when the reader is about to stop or the partitions are being shared out anew. */
  get ending(): AbortSignal {
    return this.getArgByIndex(0).ending;
  }

  /** Tells the group that the reader is alive. */
  heartbeat(): Promise<void> {
    return this.getArgByIndex(0).heartbeat();
  }
}
