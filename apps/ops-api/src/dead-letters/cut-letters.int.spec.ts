import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DeadLetter, DeadLetterSource, Page, Problem } from '@shop/api';
import { deadLetterId } from '@shop/log-core';
import { DeskHarness } from './desk.harness.js';

jest.setTimeout(120_000);

const CLEAN = 'review-pipeline.clean';
/** More headers than a letter keeps. */
const headers = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`h${i}`, String(i)]));

describe('A dead letter that is cut', () => {
  let desk: DeskHarness;

  beforeAll(async () => {
    desk = await DeskHarness.start();
  });

  afterAll(async () => {
    await desk?.close();
  });

  const source = <T>(id: string) => desk.get<T>(`/api/ops/dead-letters/${encodeURIComponent(id)}/source`);

  it('says so, and the rest is read where the record was', async () => {
    const [at] = await desk.ops.appender.append([{ topic: 'reviews', key: 'r-1', value: 'not json', headers }]);
    const id = deadLetterId(at, CLEAN);
    await desk.until<Page<DeadLetter>>('/api/ops/dead-letters', ({ items }) => items.some((each) => each.id === id));
    const letter = await desk.letter(id);
    expect(letter.cut).toEqual({ parts: ['headers'], length: null, sha256: null });
    expect(Object.keys(letter.headers)).toHaveLength(100);
    const { status, body } = await source<DeadLetterSource>(id);
    expect(status).toBe(200);
    expect(body).toEqual({
      position: at,
      key: 'r-1',
      bytes: Buffer.from('not json').toString('base64'),
      text: 'not json',
      headers,
    });
  });

  it('is sent back with all that its record had', async () => {
    const [at] = await desk.ops.appender.append([{ topic: 'reviews', key: 'r-2', value: 'not json', headers }]);
    const id = deadLetterId(at, CLEAN);
    await desk.until<Page<DeadLetter>>('/api/ops/dead-letters', ({ items }) => items.some((each) => each.id === id));
    const { state, last } = await desk.send({ ids: [id] });
    expect(state).toBe('done');
    const again = await source<DeadLetterSource>(deadLetterId(last[0].to, CLEAN));
    expect(again.body.headers).toMatchObject({ ...headers, 'shop.sent-back.letter': id });
  });

  it('can not be sent back when its record is gone, with a code that says so', async () => {
    const large = Buffer.alloc(1024 * 1024 + 1, 'x');
    const gone = await desk.buried(CLEAN, 'reviews', 987_654, large, 'r-3');
    const letter = await desk.letter(gone);
    expect(letter).toMatchObject({ cut: { parts: ['value'], length: large.length }, decodes: { ok: false } });
    const asked = await source<Problem>(gone);
    expect([asked.status, asked.body.code]).toEqual([409, 'deadLetter.sourceGone']);
    const { body } = await desk.plan({ ids: [gone] });
    expect(body.letters).toMatchObject([{ outcome: 'refused', code: 'deadLetter.sourceGone' }]);
    const sent = await desk.ask<Problem>({ ids: [gone], dryRun: false });
    expect([sent.status, sent.body.code]).toEqual([409, 'deadLetter.sourceGone']);
  });
});
