import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  Basket,
  DeadLetter,
  DeadLetterDetail,
  DeadLetterGroup,
  Figures,
  HistoryEntry,
  Page,
  SendBack,
} from '@shop/api';
import { cloudEvent, eventRecord, PositionLost } from '@shop/log-core';
import { KafkaTransactionalAppender } from '@shop/log-kafka';
import { DEAD_LETTER_DESK, type CloudEvent } from '@shop/topics';
import { DeskHarness } from './desk.harness.js';
import { bytesOf, storedLetter } from './letters.fixture.js';
import { sendLot } from './lot.js';
import { asItWas } from './outgoing.js';
import { LOT } from './sending.js';

jest.setTimeout(180_000);

const CLEAN = 'review-pipeline.clean';
let number = 0;

function event<D>(type: string, subject: string, data: D, source = '/test'): CloudEvent<string, D> {
  const time = '2026-11-21T09:30:00.000Z';
  return cloudEvent(type, subject, data, { id: `e-${++number}`, source, time, correlationid: 'test', actor: 'test' });
}

const review = (reviewId: string, rating: number, source?: string) =>
  event(
    'ReviewPosted',
    reviewId,
    { reviewId, sku: 'bread', productName: 'Bread', userId: reviewId, rating, text: '' },
    source,
  );

describe('The dead-letter desk', () => {
  let desk: DeskHarness;

  beforeAll(async () => {
    desk = await DeskHarness.start();
  });

  afterAll(async () => {
    await desk?.close();
  });

  it('groups by who has to mend what, and shows the bytes beside the schema', async () => {
    await desk.ops.appender.append([
      { topic: 'reviews', key: 'r-1', value: 'not json' },
      eventRecord('reviews', review('r-2', 11, '/partner-feed')),
      eventRecord('reviews', review('r-3', 12, '/partner-feed')),
    ]);
    const { body } = await desk.until<Page<DeadLetterGroup>>(
      '/api/ops/dead-letters/groups',
      ({ items }) => items.reduce((sum, { count }) => sum + count, 0) === 3,
    );
    const group = { reader: CLEAN, topic: 'reviews', sentBack: 0, returnable: { allowed: true, reason: null } };
    const feed = { ...group, code: 'schema.mismatch', producer: '/partner-feed', count: 2, waiting: 2 };
    const other = { ...group, code: 'json.invalid', producer: 'review-api or feeds', count: 1, waiting: 1 };
    expect(body.items).toHaveLength(2);
    expect(body.items).toEqual(expect.arrayContaining([expect.objectContaining(feed), expect.objectContaining(other)]));
    const first = await desk.get<Page<DeadLetterGroup>>('/api/ops/dead-letters/groups?limit=1');
    const second = await desk.get<Page<DeadLetterGroup>>(
      `/api/ops/dead-letters/groups?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect([...first.body.items, ...second.body.items]).toEqual(body.items);

    const { body: letters } = await desk.get<Page<DeadLetter>>(
      `/api/ops/dead-letters?reader=${CLEAN}&code=schema.mismatch&producer=%2Fpartner-feed&topic=reviews&state=waiting`,
    );
    expect(letters.items.map(({ key }) => key).sort()).toEqual(['r-2', 'r-3']);
    expect(await desk.letter(letters.items[0].id)).toMatchObject({
      state: 'waiting',
      expected: { type: 'ReviewPosted', types: ['ReviewPosted'], schema: { type: 'object' } },
      decodes: { ok: false, code: 'schema.mismatch', pointer: '/data/rating' },
      rounds: { used: 0, limit: 3 },
      sentBack: [],
    });
  });

  it('tells in a dry run what would become of them, and writes nothing', async () => {
    const before = await desk.records('reviews');
    const mended = await desk.buried(CLEAN, 'reviews', 900_001, bytesOf(review('r-4', 4)), 'r-4');
    const against = await desk.buried(
      CLEAN,
      'reviews',
      900_002,
      bytesOf({ ...review('r-5', 4), subject: 'r-6' }),
      'r-5',
    );
    const users = await desk.buried('notifier.customers', 'users', 7, bytesOf({ userId: 'u' }), 'u');
    const { body } = await desk.plan({ ids: [mended, against, users] });
    expect(body).toMatchObject({ total: 3, accepted: 1, failsAgain: 1, unsure: 0, refused: 1 });
    expect(body.letters).toEqual(
      expect.arrayContaining([
        { id: mended, outcome: 'accepted', code: null, message: null },
        expect.objectContaining({ id: against, outcome: 'failsAgain', code: 'review.subject' }),
        expect.objectContaining({ id: users, outcome: 'refused', code: 'deadLetter.notReturnable' }),
      ]),
    );
    const group = { reader: CLEAN, code: 'json.invalid', producer: 'review-api or feeds', topic: 'reviews' };
    expect((await desk.plan({ group })).body).toMatchObject({ total: 1, failsAgain: 1 });
    expect(await desk.records('reviews')).toEqual(before);
    expect((await desk.letter(mended)).state).toBe('waiting');
  });

  it('refuses what is mended elsewhere, with the reason, and what it does not know', async () => {
    const derived = await desk.buried('review-api.reviews', 'reviews_clean', 3, bytesOf(review('r-7', 1)), 'r-7');
    for (const [id, reason] of [
      [derived, /derived by review-pipeline\.clean/],
      ['users:0:7:notifier.customers', /mend the row in backoffice-api/],
    ] as const)
      expect(await desk.ask({ ids: [id], dryRun: false })).toMatchObject({
        status: 422,
        body: { code: 'deadLetter.notReturnable', detail: expect.stringMatching(reason) },
      });
    expect(await desk.ask({ ids: ['reviews:0:1:nobody'], dryRun: false })).toMatchObject({ status: 404 });
    const nothing = { reader: CLEAN, code: 'none', producer: 'none', topic: 'reviews' };
    expect(await desk.ask({ group: nothing, dryRun: false })).toMatchObject({
      status: 409,
      body: { code: 'deadLetter.nothingWaiting' },
    });
    expect(await desk.ask({ dryRun: true })).toMatchObject({ status: 400 });
  });

  it('sends a record back twice, byte for byte, and it takes effect once', async () => {
    const opened = event('BasketOpened', 'basket-1', { owner: 'user-1' });
    await desk.ops.appendEvents('basket_events', opened);
    const unitPrice = { amount: 90, currency: 'GBP' };
    const added = event('ItemAdd', 'basket-1', { sku: 'bread', name: 'Bread', quantity: 2, unitPrice });
    const id = await desk.buried('ops-api.baskets', 'basket_events', 900_001, bytesOf(added), 'basket-1');
    for (let time = 0; time < 2; time++)
      expect(await desk.send({ ids: [id] })).toMatchObject({
        state: 'done',
        sent: 1,
        accepted: 1,
        failed: 0,
        last: [{ id, cameBack: null }],
        actor: 'user-ops',
      });
    const letter = await desk.letter(id);
    expect(letter).toMatchObject({ state: 'sentBack', rounds: { used: 2 } });
    expect(letter.sentBack).toMatchObject([
      { round: 1, edited: false, eventId: added.id, actor: 'user-ops', cameBack: null },
      { round: 2, edited: false, eventId: added.id, actor: 'user-ops', cameBack: null },
    ]);
    // Both records are there, with the same key and bytes ...
    const copies = (await desk.records('basket_events')).filter(({ value }) => value === JSON.stringify(added));
    expect(copies.map(({ position, key }) => [position, key])).toEqual(
      expect.arrayContaining(letter.sentBack.map(({ to }) => [to, 'basket-1'])),
    );
    expect(copies).toHaveLength(2);
    // ... and the basket holds what it would have held.
    const { body } = await desk.until<{ basket: Basket; events: HistoryEntry[] }>(
      '/api/ops/figures/baskets/basket-1',
      ({ events }) => events.length > 1,
    );
    expect(body.events.map(({ type }) => type)).toEqual(['BasketOpened', 'ItemAdd']);
    expect(body.basket.lines).toMatchObject([{ sku: 'bread', quantity: 2 }]);
  });

  it('puts every record that was sent on record with who sent it', async () => {
    const entries = (await desk.records('control_events'))
      .map(({ value }) => JSON.parse(value) as CloudEvent<string, { letter: string; to: object }>)
      .filter(({ data }) => data.letter === 'basket_events:0:900001:ops-api.baskets');
    const { sentBack } = await desk.letter('basket_events:0:900001:ops-api.baskets');
    expect(entries.map(({ type, actor, data }) => [type, actor, data.to])).toEqual(
      expect.arrayContaining(sentBack.map(({ to }) => ['DeadLetterSentBack', 'user-ops', to])),
    );
    expect(entries).toHaveLength(2);
  });

  it('takes the same request with the same key for one, and a review sent twice counts once', async () => {
    const id = 'reviews:0:900001:review-pipeline.clean';
    const { sentBack: before } = await desk.letter(id);
    const first = await desk.send({ ids: [id] }, 'key-1');
    expect((await desk.ask<SendBack>({ ids: [id], dryRun: false }, 'key-1')).body.id).toBe(first.id);
    expect(await desk.ask({ ids: [id, id.replace('1:r', '2:r')], dryRun: false }, 'key-1')).toMatchObject({
      status: 422,
    });
    expect((await desk.letter(id)).sentBack).toHaveLength(before.length + 1);
    // Through the real clean step into the ratings; once more, and the same.
    await desk.until<Figures>('/api/ops/figures', ({ reviews }) => reviews === 1);
    expect(await desk.send({ ids: [id] })).toMatchObject({ state: 'done', accepted: 1 });
    // Its author's next one stands behind both copies, in the same partition: when it counts, they have been read.
    const next = { reviewId: 'r-9', sku: 'milk', productName: 'Milk', userId: 'r-4', rating: 2, text: '' };
    await desk.ops.appendEvents('reviews', event('ReviewPosted', 'r-9', next));
    const { body } = await desk.until<Figures>('/api/ops/figures', ({ reviews }) => reviews > 1);
    expect(body).toMatchObject({ reviews: 2, ratingAverage: 3 });
    const { eventId } = (await desk.letter(id)).sentBack[0];
    const copies = (await desk.records('reviews_clean')).filter(({ value }) => value.includes(`"${eventId}"`));
    expect(copies).toHaveLength(2);
  });

  it('sends an edited copy as another event, and only if it would be understood', async () => {
    const { body } = await desk.get<Page<DeadLetter>>('/api/ops/dead-letters?code=schema.mismatch');
    const letter = body.items.find(({ key }) => key === 'r-2')!;
    const original = JSON.parse(letter.text!) as CloudEvent<string, { rating: number }>;
    const wrong = { edited: { id: letter.id, text: letter.text! } };
    expect((await desk.plan(wrong)).body.letters).toMatchObject([{ outcome: 'failsAgain', code: 'schema.mismatch' }]);
    expect(await desk.ask({ ...wrong, dryRun: false })).toMatchObject({
      status: 422,
      body: { code: 'deadLetter.stillInvalid', errors: [{ path: '/body/edited/text' }] },
    });
    const mended = { ...original, data: { ...original.data, rating: 5 } };
    const right = { edited: { id: letter.id, text: JSON.stringify(mended, undefined, 2) } };
    expect((await desk.plan(right)).body).toMatchObject({ total: 1, accepted: 1 });
    expect(await desk.send(right)).toMatchObject({ state: 'done', edited: true, accepted: 1 });
    const [{ eventId, edited }] = (await desk.letter(letter.id)).sentBack;
    expect([edited, eventId === original.id]).toEqual([true, false]);
    const arrived = (await desk.records('reviews_clean')).find(({ value }) => value.includes(eventId!));
    expect(JSON.parse(arrived!.value)).toMatchObject({ ...mended, id: eventId, causationid: original.id });
  });

  it('lets a record that fails again go round three times, and no more', async () => {
    let id = (await desk.get<Page<DeadLetter>>('/api/ops/dead-letters?code=json.invalid')).body.items[0].id;
    for (const round of [1, 2, 3]) {
      expect(await desk.send({ ids: [id] })).toMatchObject({ state: 'done', sent: 1, failed: 1, accepted: 0 });
      const [{ cameBack }] = (await desk.letter(id)).sentBack;
      expect(await desk.letter(cameBack!)).toMatchObject({ cameFrom: id, round, text: 'not json', state: 'waiting' });
      id = cameBack!;
    }
    expect(await desk.ask({ ids: [id], dryRun: false })).toMatchObject({
      status: 409,
      body: { code: 'deadLetter.tooManyRounds' },
    });
    // A group is sent without it.
    const group = { reader: CLEAN, code: 'json.invalid', producer: 'review-api or feeds', topic: 'reviews' };
    expect((await desk.plan({ group })).body.total).toBe(0);
  });

  it('sends nothing from a desk that another has taken the place of', async () => {
    const zombie = await KafkaTransactionalAppender.open(desk.ops.kafka, DEAD_LETTER_DESK);
    await desk.send({ ids: ['reviews:0:900001:review-pipeline.clean'] });
    const late = review('r-late', 4);
    const stored = storedLetter(late);
    const parcel = { ...asItWas(stored), stored, entryId: 'entry-late', edited: false };
    const sending = sendLot(zombie, [parcel], { actor: 'user-ops', correlationId: 'late' });
    await expect(sending).rejects.toBeInstanceOf(PositionLost);
    await zombie.close();
    const kept = [...(await desk.records('reviews')), ...(await desk.records('control_events'))];
    expect(kept.some(({ value }) => value.includes('DeadLetterSentBack'))).toBe(true);
    expect(kept.filter(({ value }) => value.includes('r-late') || value.includes('entry-late'))).toEqual([]);
  });

  it('stops when most of a lot fail again', async () => {
    const bad = Array.from({ length: LOT + 5 }, (_, at) => review(`bulk-${at}`, 9, '/bulk-feed'));
    await desk.ops.appendEvents('reviews', ...bad);
    const group = { reader: CLEAN, code: 'schema.mismatch', producer: '/bulk-feed', topic: 'reviews' };
    const path = `/api/ops/dead-letters?producer=%2Fbulk-feed&limit=100`;
    await desk.until<Page<DeadLetter>>(path, ({ items }) => items.length === bad.length);
    expect(await desk.send({ group })).toMatchObject({
      state: 'stopped',
      total: LOT + 5,
      sent: LOT,
      failed: LOT,
      accepted: 0,
      stopped: { code: 'deadLetter.mostFailAgain' },
    });
    const { body } = await desk.get<Page<DeadLetterGroup>>('/api/ops/dead-letters/groups');
    expect(body.items.find(({ producer }) => producer === '/bulk-feed')).toMatchObject({
      count: bad.length + LOT,
      sentBack: LOT,
      waiting: bad.length,
    });
  });

  it('knows after a restart what was sent, because the log does', async () => {
    const before = await desk.letter('basket_events:0:900001:ops-api.baskets');
    await desk.ops.stopApp();
    await desk.ops.database.query('DROP SCHEMA dead_letters_1 CASCADE', []);
    await desk.ops.database.query('TRUNCATE projections.active', []);
    await desk.ops.startApp();
    await desk.ops.listen();
    const { body } = await desk.until<DeadLetterDetail>(
      `/api/ops/dead-letters/${encodeURIComponent(before.id)}`,
      ({ sentBack }) => sentBack.length === 2,
    );
    expect(body).toEqual(before);
  });
});
