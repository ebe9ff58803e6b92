import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { craftedCursors, InvalidCursor, type ReadModel } from '@shop/log-postgres';
import { idOf, openLetters, type LettersUnderTest } from './dead-letters.fixture.js';
import { listDeadLetterGroups, waitingInGroup } from './groups.read-model.js';
import { sendingsAmong, sentBackOf } from './sent-back.read-model.js';

let shop: LettersUnderTest;
let model: ReadModel;

beforeAll(async () => {
  shop = await openLetters(process.env['SHOP_TEST_POSTGRES']!);
  model = shop.model;
});
afterAll(() => shop.close());

describe('groups of dead letters', () => {
  const group = { reader: 'test.reader', code: 'schema.mismatch', producer: '/partner-feed', topic: 'reviews' };

  it('have what one person mends together, the newest first', async () => {
    const { items, nextCursor } = await listDeadLetterGroups(model, { limit: 10 });
    expect(items[0]).toStrictEqual({
      ...group,
      count: 2,
      waiting: 1,
      sentBack: 1,
      newest: '2026-01-01T12:00:07.000Z',
      oldest: '2026-01-01T12:00:00.000Z',
      example: idOf(7),
    });
    expect(items.map(({ producer, count }) => [producer, count])).toEqual([
      ['/partner-feed', 2],
      ['/other-feed', 1],
      ['review-api or feeds', 1],
      [expect.any(String), 1],
    ]);
    expect(nextCursor).toBeNull();
  });

  it('come in pages that leave nothing out and repeat nothing', async () => {
    const all = (await listDeadLetterGroups(model, { limit: 10 })).items;
    const first = await listDeadLetterGroups(model, { limit: 2 });
    const second = await listDeadLetterGroups(model, { limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  it('answer crafted cursors, or refuses them, and nothing else', async () => {
    const { nextCursor } = await listDeadLetterGroups(model, { limit: 1 });
    for (const cursor of craftedCursors(nextCursor!))
      await listDeadLetterGroups(model, { limit: 2, cursor }).catch((error: unknown) =>
        expect(error).toBeInstanceOf(InvalidCursor),
      );
  });

  it('tell which letters still wait, without those that went round too often', async () => {
    expect(await waitingInGroup(model, group, 3)).toEqual([idOf(7)]);
    expect(await waitingInGroup(model, group, 2)).toEqual([]);
    expect(await waitingInGroup(model, { ...group, topic: 'orders' }, 3)).toEqual([]);
  });
});

describe('what was sent back', () => {
  it('is told oldest first, once each, with the letter that it came back as', async () => {
    const to = (offset: string) => ({ topic: 'reviews', partition: 1, offset });
    expect(await sentBackOf(model, idOf(0), 'test.reader')).toStrictEqual([
      {
        time: '2026-01-01T12:00:05.000Z',
        actor: 'ops',
        round: 1,
        edited: true,
        to: to('5'),
        eventId: 'event-1',
        cameBack: null,
      },
      {
        time: '2026-01-01T12:00:07.000Z',
        actor: 'ops',
        round: 2,
        edited: false,
        to: to('7'),
        eventId: null,
        cameBack: idOf(7),
      },
    ]);
    expect(await sentBackOf(model, idOf(2), 'test.reader')).toEqual([]);
  });

  it('is known by the entry of control_events that said so', async () => {
    expect(await sendingsAmong(model, ['sending-1', 'sending-9'])).toEqual(new Set(['sending-1']));
  });
});
