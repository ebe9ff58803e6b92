import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { Connection } from './connection.js';
import { IDEMPOTENCY_KEY, notesConnection, repeatsCommands } from './interceptors.js';

const busy = { status: 503, statusText: 'Service Unavailable', headers: { 'Retry-After': '1' } };

describe('the interceptors', () => {
  let http: HttpTestingController;
  let client: HttpClient;

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([notesConnection, repeatsCommands])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpTestingController);
    client = TestBed.inject(HttpClient);
  });
  afterEach(() => void jest.useRealTimers());

  it('repeat a command with the same key when its outcome is unknown', async () => {
    const answer = firstValueFrom(client.post('/api/baskets', null));
    const first = http.expectOne('/api/baskets');
    const key = first.request.headers.get(IDEMPOTENCY_KEY);
    first.flush(null, busy);
    jest.advanceTimersByTime(999);
    http.expectNone('/api/baskets');
    jest.advanceTimersByTime(1);
    const second = http.expectOne('/api/baskets');
    expect(second.request.headers.get(IDEMPOTENCY_KEY)).toBe(key);
    second.flush({ basketId: 'b1' });
    expect(await answer).toEqual({ basketId: 'b1' });
  });

  it('give up after three attempts', async () => {
    const answer = firstValueFrom(client.post('/api/baskets', null)).catch(({ status }: { status: number }) => status);
    for (let attempt = 0; attempt < 3; attempt++) {
      http.expectOne('/api/baskets').flush(null, busy);
      jest.advanceTimersByTime(5000);
    }
    expect(await answer).toBe(503);
    http.verify();
  });

  it('don’t repeat what was refused, nor a query', async () => {
    const statusOf = ({ status }: { status: number }) => status;
    const command = firstValueFrom(client.post('/api/baskets', null)).catch(statusOf);
    http.expectOne('/api/baskets').flush(null, { status: 409, statusText: 'Conflict' });
    expect(await command).toBe(409);
    const query = firstValueFrom(client.get('/api/products')).catch(statusOf);
    const request = http.expectOne('/api/products');
    expect(request.request.headers.has(IDEMPOTENCY_KEY)).toBe(false);
    request.flush(null, busy);
    expect(await query).toBe(503);
  });

  it('keep the key that a caller has chosen', () => {
    client.delete('/api/x', { headers: { [IDEMPOTENCY_KEY]: 'mine' } }).subscribe();
    expect(http.expectOne('/api/x').request.headers.get(IDEMPOTENCY_KEY)).toBe('mine');
  });

  it('tell when the shop stops answering, and when it answers again', async () => {
    const connection = TestBed.inject(Connection);
    const lost = firstValueFrom(client.get('/api/products')).catch(() => undefined);
    http.expectOne('/api/products').error(new ProgressEvent('error'));
    await lost;
    expect(connection.state()).toBe('unreachable');
    const back = firstValueFrom(client.get('/api/products')).catch(() => undefined);
    http.expectOne('/api/products').flush({ code: 'x' }, { status: 404, statusText: 'Not Found' });
    await back;
    expect(connection.state()).toBe('connected');
  });
});
