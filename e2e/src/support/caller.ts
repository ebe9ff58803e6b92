import type { APIRequestContext, APIResponse } from '@playwright/test';
import {
  type Alert,
  type AlertDetail,
  type Basket,
  type BasketChanged,
  type BasketCreated,
  type CheckedOut,
  type Checkout,
  type Customer,
  type DeadLetter,
  type Figures,
  type HistoryEntry,
  operations,
  type OperationName,
  type Order,
  type Page,
  type ProjectionInfo,
  type ReaderInfo,
  type ReviewAccepted,
  type Reviews,
  type Sales,
  type Session,
  type User,
} from '@shop/api';

/** What an operation is given. */
export interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where an order goes in these journeys. */
export const address: Checkout['address'] = {
  line1: '1 Mill Lane',
  city: 'Bath',
  postcode: 'BA1 1AA',
  country: 'United Kingdom',
};

/** Somebody who calls the HTTP interface with the cookies of a context of their own. */
export class Caller {
  constructor(readonly request: APIRequestContext) {}

  /** Calls an operation; whatever it answers. */
  send(name: OperationName, { params = {}, query, body, headers }: Input = {}): Promise<APIResponse> {
    const { method, path } = operations[name];
    const filled = path.replace(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(params[param] ?? ''));
    return this.request.fetch(filled, {
      method,
      ...(query && { params: query }),
      ...(body !== undefined && { data: body }),
      ...(headers && { headers }),
    });
  }

  /**
   * Calls an operation that has to succeed.
   * @throws Error with the problem that it answered
   */
  async ask<T>(name: OperationName, input: Input = {}): Promise<T> {
    const response = await this.send(name, input);
    if (!response.ok()) throw new Error(`${name} answered ${response.status()}: ${await response.text()}`);
    return (response.status() === 204 ? undefined : await response.json()) as T;
  }

  async signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<Session['user']> {
    return (await this.ask<Session>('signIn', { body: { email, password } })).user;
  }

  async openBasket(): Promise<string> {
    return (await this.ask<BasketCreated>('openBasket')).basketId;
  }

  addItem(id: string, sku: string, quantity = 1): Promise<BasketChanged> {
    return this.ask('addItem', { params: { id }, body: { sku, quantity } });
  }

  removeItem(id: string, sku: string): Promise<BasketChanged> {
    return this.ask('removeItem', { params: { id, sku } });
  }

  basket(id: string): Promise<Basket> {
    return this.ask('getBasket', { params: { id } });
  }

  async basketEvents(id: string): Promise<readonly HistoryEntry[]> {
    return (await this.ask<Page<HistoryEntry>>('basketEvents', { params: { id }, query: { limit: 100 } })).items;
  }

  checkOut(id: string): Promise<CheckedOut> {
    const body: Checkout = { name: 'Gail Guest', email: 'gail@example.com', address };
    return this.ask('checkOut', { params: { id }, body });
  }

  order(orderId: string): Promise<Order> {
    return this.ask('getOrder', { params: { orderId } });
  }

  postReview(sku: string, rating: number, text: string): Promise<ReviewAccepted> {
    return this.ask('postReview', { params: { sku }, body: { rating, text } });
  }

  reviews(sku: string): Promise<Reviews> {
    return this.ask('listReviews', { params: { sku } });
  }

  changeLoyalty(userId: string, loyaltyStatus: User['loyaltyStatus']): Promise<User> {
    return this.ask('changeUser', { params: { userId }, body: { loyaltyStatus } });
  }

  async customer(userId: string): Promise<Customer | undefined> {
    const { items } = await this.ask<Page<Customer>>('findCustomers', { query: { q: userId } });
    return items.find((customer) => customer.userId === userId);
  }

  projection(name: string): Promise<ProjectionInfo> {
    return this.ask('getProjection', { params: { name } });
  }

  reader(name: string): Promise<ReaderInfo> {
    return this.ask('getReader', { params: { name } });
  }

  /** Alerts whose review holds these words. */
  async alertsAbout(words: string): Promise<readonly Alert[]> {
    return (await this.ask<Page<Alert>>('listAlerts', { query: { q: words } })).items;
  }

  alert(id: string): Promise<AlertDetail> {
    return this.ask('getAlert', { params: { id } });
  }

  figures(): Promise<Figures> {
    return this.ask('getFigures');
  }

  sales(sku: string): Promise<Sales> {
    return this.ask('getSales', { params: { sku } });
  }

  async deadLetters(): Promise<readonly DeadLetter[]> {
    return (await this.ask<Page<DeadLetter>>('listDeadLetters', { query: { limit: 100 } })).items;
  }

  /** Those of records with a value: a list shows the first 500 bytes of each. @param value ASCII */
  async deadLettersOf(value: string): Promise<readonly DeadLetter[]> {
    return (await this.deadLetters()).filter(({ text }) => text === value.slice(0, 500));
  }
}
