import type { BasketChanged } from '@shop/api';
import type { Caller } from './caller.ts';

/** Everything that a shopper did. */
export interface Shopping {
  readonly basketId: string;
  readonly commands: number;
  readonly reads: number;
}

/** Somebody who puts things in and takes them out again all the time, and looks at the basket after each. */
export class Shopper {
  private readonly caller: Caller;
  private shopping: Promise<Shopping> | undefined;
  private going = true;

  /** @param caller with cookies of its own */
  constructor(caller: Caller) {
    this.caller = caller;
  }

  /** Begins; resolves when the basket is there. */
  async start(): Promise<this> {
    const basketId = await this.caller.openBasket();
    this.shopping = this.shop(basketId);
    this.shopping.catch(() => undefined);
    return this;
  }

  /**
   * Ends it.
   * @throws Error when anything was refused or failed, or when a look showed less than one before
   */
  async stop(): Promise<Shopping> {
    this.going = false;
    if (!this.shopping) throw new Error('The shopper never began.');
    return this.shopping;
  }

  private async shop(basketId: string): Promise<Shopping> {
    let commands = 0;
    let reads = 0;
    let seen = 0;
    for (; this.going; commands++) {
      const name = commands % 3 === 2 ? 'removeItem' : 'addItem';
      const response = await this.caller.send(name, {
        params: { id: basketId, ...(name === 'removeItem' && { sku: 'bread' }) },
        ...(name === 'addItem' && { body: { sku: 'bread', quantity: 1 } }),
      });
      const status = response.status();
      // 202: it is in the log, and the answer did not wait until it was applied.
      if (status !== 201 && status !== 202) throw new Error(`${name} answered ${status}: ${await response.text()}`);
      if (status === 201) seen = Math.max(seen, ((await response.json()) as BasketChanged).event.number);
      const { eventCount } = await this.caller.basket(basketId);
      if (eventCount < seen) throw new Error(`A look at the basket showed event ${eventCount} after event ${seen}.`);
      seen = eventCount;
      reads++;
    }
    return { basketId, commands, reads };
  }
}
