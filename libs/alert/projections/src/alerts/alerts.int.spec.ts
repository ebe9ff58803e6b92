import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { notesAbout } from '../notes/notes.projection.js';
import { AlertsUnderTest, raised } from './alerts.fixture.js';

let shop: AlertsUnderTest;

beforeEach(async () => {
  shop = await AlertsUnderTest.open(process.env['SHOP_TEST_POSTGRES']!);
});
afterEach(() => shop.close());

describe('an alert', () => {
  it('is shown as it is, with the names of the people in it', async () => {
    await shop.customers(['vic', 'Vic Example', 'Platinum'], ['ann', 'Ann Example'], ['bob', 'Bob Example']);
    await shop.happened(
      shop.raise('alert-1'),
      shop.event('alert-1', 'AlertAcknowledged', {}, 'ann'),
      shop.event('alert-1', 'AlertAssigned', { to: 'bob' }),
      shop.event('alert-1', 'AlertSnoozed', { until: '2026-01-02T12:00:00.000Z' }),
    );
    const { lineage, userRow, rule, ...review } = raised('alert-1');
    const { userId, ...shown } = review;
    const alert = {
      ...shown,
      sequence: 4,
      status: 'acknowledged',
      raisedAt: '2026-01-01T12:00:00.000Z',
      acknowledgedBy: 'Ann Example',
      assignee: 'Bob Example',
      snoozedUntil: '2026-01-02T12:00:00.000Z',
      customer: { userId, name: 'Vic Example', email: 'vic@shop.example', loyaltyStatus: 'Platinum' },
    };
    expect(await shop.alerts.find('alert-1')).toStrictEqual(alert);
    expect(await shop.alerts.detail('alert-1')).toMatchObject({ ...alert, why: { lineage, userRow, rule } });
    expect(await shop.alerts.state('alert-1')).toStrictEqual({
      status: 'acknowledged',
      acknowledgedBy: 'ann',
      assignee: 'bob',
      snoozedUntil: '2026-01-02T12:00:00.000Z',
      number: 3,
    });
  });

  it('has no name but an id where a person is unknown, and a customer who was deleted stays a customer', async () => {
    await shop.customers(['vic', 'Vic Example', 'Gold'], ['vic', null]);
    await shop.happened(
      shop.raise('alert-1'),
      shop.event('alert-1', 'AlertAcknowledged'),
      shop.event('alert-1', 'AlertAssigned', { to: 'bob' }),
    );
    expect(await shop.alerts.find('alert-1')).toMatchObject({
      acknowledgedBy: 'ops',
      assignee: 'bob',
      customer: { userId: 'vic', name: 'Deleted customer', email: '', loyaltyStatus: 'Platinum' },
    });
  });

  it('says nothing of steps that were not taken', async () => {
    await shop.happened(shop.raise('alert-1'));
    expect(Object.keys((await shop.alerts.find('alert-1'))!)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/acknowledgedBy|assignee|snoozedUntil/)]),
    );
    expect(await shop.alerts.state('alert-1')).toStrictEqual({ status: 'open', number: 0 });
  });

  it('is none before it was raised', async () => {
    await shop.happened(shop.event('alert-1', 'AlertAcknowledged'));
    expect(await shop.alerts.find('alert-1')).toBeUndefined();
    expect(await shop.alerts.detail('alert-1')).toBeUndefined();
    expect(await shop.alerts.state('alert-1')).toBeUndefined();
    expect((await shop.alerts.list({ limit: 10 })).items).toEqual([]);
    expect(await shop.alerts.changedAfter(0, 10)).toEqual([]);
  });

  it('was raised once: what raises it again changes nothing of it', async () => {
    await shop.customers(['vic', 'Vic Example']);
    await shop.happened(shop.raise('alert-1'));
    await shop.happened(shop.raise('alert-1', { text: 'Warm.', userId: 'wim' }));
    expect(await shop.alerts.find('alert-1')).toMatchObject({
      text: 'Cold.',
      raisedAt: '2026-01-01T12:00:00.000Z',
      customer: { userId: 'vic' },
    });
  });

  it('is changed once by an event, however often it is delivered, and can be waited for by its id', async () => {
    const events = [shop.raise('alert-1'), shop.event('alert-1', 'AlertAcknowledged')];
    await shop.happened(...events);
    await shop.happened(...events);
    expect((await shop.alerts.detail('alert-1'))?.events.map(({ number }) => number)).toEqual([0, 1]);
    expect(await shop.alertsModel.waitForEvent('AlertAcknowledged-1', 1000)).toBe(true);
  });
});

describe('the history of an alert', () => {
  beforeEach(async () => {
    await shop.customers(['ann', 'Ann Example'], ['vic', 'Vic Example']);
    await shop.happened(
      shop.event('alert-1', 'AlertNoted', { text: 'Too early.' }),
      shop.raise('alert-1'),
      shop.event('alert-1', 'AlertAcknowledged', {}, 'ann', 'hash-of-request'),
      shop.event('alert-1', 'AlertResolved', { reason: 'Refunded.' }, 'ann'),
    );
  });

  it('has all that happened, in order, with who did it and what was ignored', async () => {
    const detail = await shop.alerts.detail('alert-1');
    expect(detail?.events.map(({ number, type, actor, ignored }) => [number, type, actor, ignored?.code])).toEqual([
      [0, 'AlertNoted', 'ops', 'alert.notRaised'],
      [1, 'AlertRaised', 'notifier', undefined],
      [2, 'AlertAcknowledged', 'Ann Example', undefined],
      [3, 'AlertResolved', 'Ann Example', undefined],
    ]);
    expect(detail?.events[3]).toStrictEqual({
      number: 3,
      id: 'AlertResolved-3',
      type: 'AlertResolved',
      time: '2026-01-01T12:03:00.000Z',
      data: { reason: 'Refunded.' },
      position: { topic: 'alert_events', partition: 0, offset: '3' },
      actor: 'Ann Example',
    });
  });

  it('names whoever did something, even if the alert shows that person nowhere else', async () => {
    await shop.customers(['bob', 'Bob Example']);
    await shop.happened(shop.event('alert-1', 'AlertNoted', { text: 'Called back.' }, 'bob'));
    expect((await shop.alerts.detail('alert-1'))?.events.at(-1)?.actor).toBe('Bob Example');
  });

  it('has what was written: the texts of notes, and those that stand in events of before', async () => {
    await shop.notes(['note-1', 'Called.'], ['note-2', 'Refunded twice.'], ['note-3', 'Gone.'], ['note-3', null]);
    await shop.happened(
      shop.event('alert-1', 'AlertNoted', { noteId: 'note-1' }),
      shop.event('alert-1', 'AlertNoted', { noteId: 'note-3' }),
      shop.event('alert-1', 'AlertReopened'),
      shop.event('alert-1', 'AlertResolved', { noteId: 'note-2' }),
    );
    const written = async () => (await shop.alerts.detail('alert-1'))?.events.map(({ data }) => data);
    const [early, , , before, called, gone, , refunded] = (await written())!;
    expect([early, before]).toEqual([{ text: 'Too early.' }, { reason: 'Refunded.' }]);
    expect([called, gone]).toEqual([{ noteId: 'note-1', text: 'Called.' }, { noteId: 'note-3' }]);
    expect(refunded).toEqual({ noteId: 'note-2', reason: 'Refunded twice.' });
  });

  it('has no text at all, neither of the review nor of what was written, once the customer was forgotten', async () => {
    await shop.notes(['note-1', 'Called.']);
    await shop.happened(shop.event('alert-1', 'AlertNoted', { noteId: 'note-1' }));
    await shop.customers(['vic', null]);
    const detail = await shop.alerts.detail('alert-1');
    expect(detail?.text).toBe('');
    expect(JSON.stringify(detail)).not.toMatch(/Too early|Cold\.|Refunded|Called/);
    expect(await notesAbout(shop.notesModel, ['vic', 'wim'])).toEqual(['note-1']);
    expect(await notesAbout(shop.notesModel, ['wim'])).toEqual([]);
  });

  it('can be seen as it was after an event or at a time', async () => {
    const acknowledged = { status: 'acknowledged', acknowledgedBy: 'Ann Example', sequence: 3 };
    for (const at of ['2', '2026-01-01T12:02:30Z']) {
      const detail = await shop.alerts.detail('alert-1', at);
      expect(detail).toMatchObject(acknowledged);
      expect(detail?.events).toHaveLength(3);
    }
    const open = await shop.alerts.detail('alert-1', '1');
    expect(open).toMatchObject({ status: 'open', sequence: 2 });
    expect(open).not.toHaveProperty('acknowledgedBy');
  });

  it.each(['0', '9', '2026-01-01T11:00:00Z'])('is none at %s', async (at) => {
    expect(await shop.alerts.detail('alert-1', at)).toBeUndefined();
  });

  it('knows what became of an event', async () => {
    expect(await shop.alerts.outcome('AlertAcknowledged-2')).toEqual({ requestHash: 'hash-of-request', ignored: null });
    expect(await shop.alerts.outcome('AlertNoted-0')).toEqual({
      requestHash: null,
      ignored: { code: 'alert.notRaised', reason: expect.stringMatching(/./) },
    });
    expect(await shop.alerts.outcome('unknown')).toBeUndefined();
  });

  it('shows the people of that time as they stood then', async () => {
    await shop.happened(
      shop.event('alert-1', 'AlertReopened'),
      shop.event('alert-1', 'AlertAssigned', { to: 'ann' }),
      shop.event('alert-1', 'AlertSnoozed', { until: '2026-01-02T12:00:00.000Z' }),
      shop.event('alert-1', 'AlertResolved'),
    );
    expect(await shop.alerts.detail('alert-1', '6')).toMatchObject({
      assignee: 'Ann Example',
      snoozedUntil: '2026-01-02T12:00:00.000Z',
    });
    expect(await shop.alerts.detail('alert-1', '4')).not.toHaveProperty('assignee');
  });
});
