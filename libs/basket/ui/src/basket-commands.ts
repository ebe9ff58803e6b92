import { HttpClient, type HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Accepted, Basket, BasketChanged, BasketCreated, CheckedOut, Checkout, Problem } from '@shop/api';
import { IDEMPOTENCY_KEY, problemOf } from '@shop/design-system';
import type { Position } from '@shop/topics';
import { firstValueFrom } from 'rxjs';
import { v4 as uuid } from 'uuid';

/** What came of a command. */
export type Outcome<Applied> =
  /** In the log and in the read model. */
  | { readonly kind: 'applied'; readonly value: Applied }
  /** In the log; the read model will follow. */
  | { readonly kind: 'recorded'; readonly position: Position }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** The basket's HTTP interface. Every command takes a key: sent again with the same one it is the same command. */
@Injectable({ providedIn: 'root' })
export class BasketCommands {
  readonly #http = inject(HttpClient);

  /** The caller's open basket, or null if there is none. */
  async current(after?: string): Promise<Basket | null> {
    try {
      const params = { ...(after && { after }) };
      return await firstValueFrom(this.#http.get<Basket>('/api/baskets/current', { params }));
    } catch (error) {
      if (problemOf(error).status === 404) return null;
      throw error;
    }
  }

  open(key = uuid()): Promise<Outcome<BasketCreated>> {
    return this.#send('POST', '/api/baskets', undefined, key);
  }

  add(basketId: string, sku: string, quantity: number, key = uuid()): Promise<Outcome<BasketChanged>> {
    return this.#send('POST', `${baskets(basketId)}/items`, { sku, quantity }, key);
  }

  /** Puts back so many of a product; all of it without `quantity`. */
  remove(basketId: string, sku: string, quantity?: number, key = uuid()): Promise<Outcome<BasketChanged>> {
    const query = quantity === undefined ? '' : `?quantity=${quantity}`;
    return this.#send('DELETE', `${baskets(basketId)}/items/${encodeURIComponent(sku)}${query}`, undefined, key);
  }

  claim(basketId: string, key = uuid()): Promise<Outcome<BasketChanged>> {
    return this.#send('POST', `${baskets(basketId)}/claim`, undefined, key);
  }

  checkOut(basketId: string, checkout: Checkout, key = uuid()): Promise<Outcome<CheckedOut>> {
    return this.#send('POST', `${baskets(basketId)}/checkout`, checkout, key);
  }

  async #send<T>(method: string, url: string, body: unknown, key: string): Promise<Outcome<T>> {
    const headers = { [IDEMPOTENCY_KEY]: key };
    try {
      const response = await firstValueFrom<HttpResponse<T | Accepted>>(
        this.#http.request<T | Accepted>(method, url, { body, headers, observe: 'response' }),
      );
      if (response.status === 202) return { kind: 'recorded', position: (response.body as Accepted).position };
      return { kind: 'applied', value: response.body as T };
    } catch (error) {
      return { kind: 'failed', problem: problemOf(error) };
    }
  }
}

const baskets = (basketId: string) => `/api/baskets/${encodeURIComponent(basketId)}`;
