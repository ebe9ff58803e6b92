import { LiveAnnouncer } from '@angular/cdk/a11y';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { BasketStore } from '@shop/basket-ui';
import { BasketClicks } from './basket-clicks.js';

const bread = { sku: 'bread', name: 'Bread' };
const basket = { basketId: 'b1', status: 'open', lines: [], eventCount: 0 };

describe('a click that puts something in', () => {
  let http: HttpTestingController;
  const request = async (url: string) => {
    await new Promise((resolve) => setTimeout(resolve));
    return http.expectOne(url);
  };

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
  });

  it('is told at once, before there is an answer, and taken back with a sentence when it is refused', async () => {
    const store = TestBed.inject(BasketStore);
    const loading = store.load();
    (await request('/api/baskets/current')).flush(basket);
    await loading;
    const adding = TestBed.inject(BasketClicks).add(bread);
    expect(store.pending().has('bread')).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(spoken()).toContain('Adding Bread to your basket.');
    const problem = {
      type: 'about:blank',
      title: 'Unprocessable',
      status: 422,
      detail: 'It is full.',
      code: 'line.full',
    };
    (await request('/api/baskets/b1/items')).flush(problem, { status: 422, statusText: 'Unprocessable Content' });
    expect(await adding).toBe(false);
    expect(store.pending().has('bread')).toBe(false);
    TestBed.tick();
    expect(document.body.textContent).toContain('Bread was not put in. It is full.');
    TestBed.inject(LiveAnnouncer).clear();
  });
});

/** What screen readers are told. */
const spoken = () => document.querySelector('.cdk-live-announcer-element')?.textContent ?? '';
