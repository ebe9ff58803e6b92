import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type {
  Accepted,
  Alert,
  AlertDetail,
  AlertStandingFilter,
  AuditEntry,
  Customer,
  DeadLetter,
  DeadLetterDetail,
  DeadLetterGroup,
  DeadLetterSource,
  Figures,
  InspectedBasket,
  InspectedOrder,
  MovePreview,
  MoveTarget,
  Page,
  ProjectionInfo,
  ReaderInfo,
  Sales,
  SendBack,
  SendBackPlan,
  SecurityEvent,
  SkippedRecord,
  SkipWish,
  TopicInfo,
  Trouble,
  TopicRecord,
  User,
} from '@shop/api';
import { firstValueFrom } from 'rxjs';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
/** What a step in an alert's life answers: the alert now, or that the step is in the log and not applied yet. */
export type StepAnswer = Alert | Accepted;

/** The calls that the console makes, one method each. Every method rejects with an `HttpErrorResponse`. */
@Injectable({ providedIn: 'root' })
export class ShopApi {
  private readonly http = inject(HttpClient);

  /** Alerts, newest first. */
  alerts(query: { status?: AlertStandingFilter; q?: string; cursor?: string; limit?: number }): Promise<Page<Alert>> {
    return this.get('/api/ops/alerts', query);
  }

  alert(alertId: string): Promise<AlertDetail> {
    return this.get(`/api/ops/alerts/${encodeURIComponent(alertId)}`);
  }

  /** One step in an alert's life; repeated with the same key while nobody answers. */
  step(alertId: string, path: string, body?: object): Promise<StepAnswer> {
    return firstValueFrom(
      this.http.post<StepAnswer>(`/api/ops/alerts/${encodeURIComponent(alertId)}/${path}`, body ?? null),
    );
  }

  figures(): Promise<Figures> {
    return this.get('/api/ops/figures');
  }

  /** What was sold, now or as of a time (RFC 3339). */
  sales(query: { q?: string; at?: string; cursor?: string; limit?: number }): Promise<Page<Sales>> {
    return this.get('/api/ops/sales', query);
  }

  salesOf(sku: string, at?: string): Promise<Sales> {
    return this.get(`/api/ops/sales/${encodeURIComponent(sku)}`, { at });
  }

  topics(): Promise<Page<TopicInfo>> {
    return this.get('/api/ops/topics');
  }

  /** The newest records of a topic; 403 for topics with personal data. */
  records(topic: string, limit: number): Promise<Page<TopicRecord>> {
    return this.get(`/api/ops/topics/${encodeURIComponent(topic)}/records`, { limit });
  }

  readers(): Promise<Page<ReaderInfo>> {
    return this.get('/api/ops/readers');
  }

  /** Asks a reader to pause or to go on: a wish in the log, which the reader obeys and reports on. */
  control(reader: string, wish: 'pause' | 'resume'): Promise<Accepted> {
    return this.wish(`/api/ops/readers/${encodeURIComponent(reader)}/${wish}`);
  }

  /** What is wrong now; nothing when all is well. */
  troubles(): Promise<Page<Trouble>> {
    return this.get('/api/ops/troubles');
  }

  projections(): Promise<Page<ProjectionInfo>> {
    return this.get('/api/ops/projections');
  }

  /** Asks for a read model to be built anew: a wish in the log, which its service obeys and reports on. */
  rebuild(projection: string, logWins = false): Promise<Accepted> {
    return this.wish(`/api/ops/projections/${encodeURIComponent(projection)}/rebuild${logWins ? '?logWins=true' : ''}`);
  }

  /** Asks for a read model to be compared with the log: nothing is changed. */
  verify(projection: string): Promise<Accepted> {
    return this.wish(`/api/ops/projections/${encodeURIComponent(projection)}/verify`);
  }

  cancelRebuild(projection: string): Promise<Accepted> {
    return this.wish(`/api/ops/projections/${encodeURIComponent(projection)}/rebuild/cancel`);
  }

  /** What moving a reader would come to, and why it would be refused. */
  previewMove(reader: string, target: MoveTarget): Promise<MovePreview> {
    return this.get(`/api/ops/readers/${encodeURIComponent(reader)}/move`, target);
  }

  /** Asks a paused reader to read on from elsewhere: a wish in the log. */
  move(reader: string, target: MoveTarget): Promise<Accepted> {
    return firstValueFrom(this.http.post<Accepted>(`/api/ops/readers/${encodeURIComponent(reader)}/move`, target));
  }

  /** What was asked of a reader, by whom, and what came of it. */
  audit(reader: string): Promise<Page<AuditEntry>> {
    return this.get(`/api/ops/readers/${encodeURIComponent(reader)}/audit`);
  }

  /** The records that a reader leaves out. */
  skips(reader: string): Promise<Page<SkippedRecord>> {
    return this.get(`/api/ops/readers/${encodeURIComponent(reader)}/skips`);
  }

  /** Asks a reader to leave out one record: a wish in the log. */
  skip(reader: string, wish: SkipWish): Promise<Accepted> {
    return firstValueFrom(this.http.post<Accepted>(`/api/ops/readers/${encodeURIComponent(reader)}/skips`, wish));
  }

  /** Asks it to leave a record out no longer. */
  takeBackSkip(reader: string, { topic, partition, offset }: SkippedRecord['position']): Promise<Accepted> {
    const place = `${encodeURIComponent(topic)}/${partition}/${offset}`;
    return firstValueFrom(this.http.delete<Accepted>(`/api/ops/readers/${encodeURIComponent(reader)}/skips/${place}`));
  }

  deadLetters(query: {
    reader?: string;
    code?: string;
    producer?: string;
    topic?: string;
    cursor?: string;
    limit?: number;
  }): Promise<Page<DeadLetter>> {
    return this.get('/api/ops/dead-letters', query);
  }

  deadLetterGroups(query: { cursor?: string; limit?: number }): Promise<Page<DeadLetterGroup>> {
    return this.get('/api/ops/dead-letters/groups', query);
  }

  deadLetter(id: string): Promise<DeadLetterDetail> {
    return this.get(`/api/ops/dead-letters/${encodeURIComponent(id)}`);
  }

  /** The whole record of a dead letter, read where it was. */
  deadLetterSource(id: string): Promise<DeadLetterSource> {
    return this.get(`/api/ops/dead-letters/${encodeURIComponent(id)}/source`);
  }

  /** What sending dead letters back would come to; nothing is written. */
  planSendBack(what: object): Promise<SendBackPlan> {
    return firstValueFrom(this.http.post<SendBackPlan>('/api/ops/dead-letters/send-back', { ...what, dryRun: true }));
  }

  /** Begins to send dead letters back; how far it is, is pushed. */
  sendBack(what: object): Promise<SendBack> {
    return firstValueFrom(this.http.post<SendBack>('/api/ops/dead-letters/send-back', { ...what, dryRun: false }));
  }

  customers(query: { q?: string; cursor?: string; limit?: number }): Promise<Page<Customer>> {
    return this.get('/api/ops/figures/customers', query);
  }

  /** Who did what, newest first. */
  securityEvents(query: {
    actor?: string;
    action?: string;
    outcome?: string;
    from?: string;
    to?: string;
    cursor?: string;
    limit?: number;
  }): Promise<Page<SecurityEvent>> {
    return this.get('/api/ops/security-events', query);
  }

  users(query: { q?: string; limit?: number }): Promise<Page<User>> {
    return this.get('/api/users', query);
  }

  /** A plain UPDATE in the backoffice database; the pipeline hears of it by change data capture. */
  changeLoyalty(userId: string, loyaltyStatus: User['loyaltyStatus']): Promise<User> {
    return firstValueFrom(this.http.patch<User>(`/api/users/${encodeURIComponent(userId)}`, { loyaltyStatus }));
  }

  /** Deletes a person's row; topics and read models follow by change data capture. */
  forget(userId: string): Promise<void> {
    return firstValueFrom(this.http.delete<void>(`/api/users/${encodeURIComponent(userId)}`, { body: {} }));
  }

  basket(basketId: string): Promise<InspectedBasket> {
    return this.get(`/api/ops/figures/baskets/${encodeURIComponent(basketId)}`);
  }

  order(orderId: string): Promise<InspectedOrder> {
    return this.get(`/api/ops/figures/orders/${encodeURIComponent(orderId)}`);
  }

  private wish(path: string): Promise<Accepted> {
    return firstValueFrom(this.http.post<Accepted>(path, null));
  }

  private get<T>(path: string, query: Query = {}): Promise<T> {
    let params = new HttpParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined && value !== '') params = params.set(name, value);
    return firstValueFrom(this.http.get<T>(path, { params }));
  }
}
