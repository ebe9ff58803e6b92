import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Basket } from '@shop/api';
import { BasketStore } from './basket-store.js';

const position = (offset: number) => ({ topic: 'basket_events', partition: 0, offset: String(offset) });
const basket = (basketId: string, quantity: number): Basket => ({
  basketId,
  status: 'open',
  lines: quantity
    ? [
        {
          sku: 'bread',
          name: 'Bread',
          quantity,
          unitPrice: { amount: 125, currency: 'GBP' },
          lineTotal: { amount: 125 * quantity, currency: 'GBP' },
        },
      ]
    : [],
  total: { amount: 125 * quantity, currency: 'GBP' },
  eventCount: quantity,
  position: position(quantity),
});
const changed = (basketId: string, quantity: number) => ({
  event: { id: `event-${quantity}`, type: 'ItemAdd', number: quantity },
  position: position(quantity),
  basket: basket(basketId, quantity),
});
const absent = { status: 404, statusText: 'Not Found' };
const problem = (status: number, code: string) => ({ type: 'about:blank', title: code, status, detail: code, code });

describe('the basket store', () => {
  let store: BasketStore;
  let http: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    store = TestBed.inject(BasketStore);
    http = TestBed.inject(HttpTestingController);
  });

  /** The one request to a path that is under way, once promises before it have settled. */
  async function request(method: string, url: string) {
    await new Promise((resolve) => setTimeout(resolve));
    return http.expectOne((candidate) => candidate.method === method && candidate.urlWithParams === url);
  }

  async function withBasket(id: string) {
    const loading = store.load();
    (await request('GET', '/api/baskets/current')).flush(basket(id, 0));
    await loading;
  }

  it('opens a basket with the first thing that is put in', async () => {
    const adding = store.add('bread');
    (await request('GET', '/api/baskets/current')).flush(problem(404, 'basket.absent'), absent);
    (await request('POST', '/api/baskets')).flush({ basketId: 'b1' }, { status: 201, statusText: 'Created' });
    const add = await request('POST', '/api/baskets/b1/items');
    expect(add.request.body).toEqual({ sku: 'bread', quantity: 1 });
    expect(add.request.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
    add.flush(changed('b1', 1), { status: 201, statusText: 'Created' });
    expect((await adding).kind).toBe('applied');
    expect(store.units()).toBe(1);
    expect(store.lastEvent()).toBe('event-1');
  });

  it('tells what is pending from the click until the answer, also of one that is refused', async () => {
    await withBasket('b1');
    const clicks = [store.add('bread'), store.add('bread'), store.add('beans')];
    expect([...store.pending()]).toEqual(['bread', 'beans']);
    (await request('POST', '/api/baskets/b1/items')).flush(changed('b1', 1), { status: 201, statusText: 'Created' });
    await clicks[0];
    expect([...store.pending()]).toEqual(['bread', 'beans']);
    (await request('POST', '/api/baskets/b1/items')).flush(changed('b1', 2), { status: 201, statusText: 'Created' });
    await clicks[1];
    expect([...store.pending()]).toEqual(['beans']);
    const refused = { status: 422, statusText: 'Unprocessable Content' };
    (await request('POST', '/api/baskets/b1/items')).flush(problem(422, 'line.full'), refused);
    await clicks[2];
    expect([...store.pending()]).toEqual([]);
  });

  it('sends clicks one after the other, in their order', async () => {
    await withBasket('b1');
    const clicks = [store.add('bread'), store.add('bread')];
    expect(store.busy()).toBe(true);
    // `expectOne` fails if the second were under way as well.
    (await request('POST', '/api/baskets/b1/items')).flush(changed('b1', 1), { status: 201, statusText: 'Created' });
    (await request('POST', '/api/baskets/b1/items')).flush(changed('b1', 2), { status: 201, statusText: 'Created' });
    await Promise.all(clicks);
    expect(store.units()).toBe(2);
    expect(store.busy()).toBe(false);
  });

  it('begins a new basket when the old one was checked out elsewhere', async () => {
    await withBasket('b1');
    const adding = store.add('bread');
    const conflict = { status: 409, statusText: 'Conflict' };
    (await request('POST', '/api/baskets/b1/items')).flush(problem(409, 'basket.checkedOut'), conflict);
    (await request('POST', '/api/baskets')).flush({ basketId: 'b2' }, { status: 201, statusText: 'Created' });
    (await request('POST', '/api/baskets/b2/items')).flush(changed('b2', 1), { status: 201, statusText: 'Created' });
    await adding;
    expect(store.basket()?.basketId).toBe('b2');
  });

  it('says that a command is recorded when its outcome is not known yet', async () => {
    await withBasket('b1');
    const adding = store.add('bread');
    const accepted = { status: 202, statusText: 'Accepted' };
    (await request('POST', '/api/baskets/b1/items')).flush({ position: position(7) }, accepted);
    expect(await adding).toEqual({ kind: 'recorded', position: position(7) });
    expect(store.recorded()).toEqual(position(7));
    expect(store.units()).toBe(0);
  });

  it('keeps the basket as it was when a command fails', async () => {
    await withBasket('b1');
    const removing = store.remove('bread', 1);
    const conflict = { status: 409, statusText: 'Conflict' };
    (await request('DELETE', '/api/baskets/b1/items/bread?quantity=1')).flush(problem(409, 'line.absent'), conflict);
    expect(await removing).toMatchObject({ kind: 'failed', problem: { code: 'line.absent' } });
    expect(store.basket()).toEqual(basket('b1', 0));
  });

  it('claims the guest’s basket, then asks for the user’s', async () => {
    await withBasket('guest');
    const claiming = store.claim();
    (await request('POST', '/api/baskets/guest/claim')).flush(changed('guest', 1));
    (await request('GET', '/api/baskets/current?after=event-1')).flush(basket('guest', 1));
    await claiming;
    expect(store.units()).toBe(1);
  });
});
