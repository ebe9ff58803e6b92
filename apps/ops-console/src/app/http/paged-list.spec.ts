import { effect, Injector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { Page } from '@shop/api';
import { PagedList } from './paged-list.js';

/** Answers that a test gives when it likes. */
function answers() {
  const waiting: { cursor: string | undefined; give: (page: Page<string>) => void; fail: (error: Error) => void }[] =
    [];
  const list = new PagedList<string>((cursor) => new Promise((give, fail) => waiting.push({ cursor, give, fail })));
  return { list, waiting };
}

describe('A list in pages', () => {
  it('goes on from the cursor until there is none', async () => {
    const { list, waiting } = answers();
    const loaded = list.load();
    waiting[0]!.give({ items: ['a'], nextCursor: 'next' });
    await loaded;
    const more = list.more();
    expect(waiting[1]!.cursor).toBe('next');
    waiting[1]!.give({ items: ['b'], nextCursor: null });
    await more;
    expect(list.items()).toEqual(['a', 'b']);
    expect(list.hasMore()).toBe(false);
  });

  it('forgets the answer to a question that is no longer asked', async () => {
    const { list, waiting } = answers();
    const older = list.load();
    const newer = list.load();
    waiting[1]!.give({ items: ['new'], nextCursor: null });
    waiting[0]!.give({ items: ['old'], nextCursor: null });
    await Promise.all([older, newer]);
    expect(list.items()).toEqual(['new']);
  });

  it('keeps what it shows when a later load fails, and says so', async () => {
    const { list, waiting } = answers();
    const first = list.load();
    waiting[0]!.give({ items: ['a'], nextCursor: null });
    await first;
    const second = list.load();
    waiting[1]!.fail(new Error('away'));
    await second;
    expect(list.items()).toEqual(['a']);
    expect(list.state()).toBe('failed');
    expect(list.problem()).toMatchObject({ detail: 'away' });
  });

  it('says what a further page failed with, and asks for it again', async () => {
    const { list, waiting } = answers();
    const first = list.load();
    waiting[0]!.give({ items: ['a'], nextCursor: 'next' });
    await first;
    const failing = list.more();
    waiting[1]!.fail(new Error('away'));
    await failing;
    expect([list.moreProblem()?.detail, list.problem(), list.state()]).toEqual(['away', undefined, 'ready']);
    const again = list.more();
    waiting[2]!.give({ items: ['b'], nextCursor: null });
    await again;
    expect([list.items(), list.moreProblem()]).toEqual([['a', 'b'], undefined]);
  });

  it('is asked once by an effect, also when the answer is a failure', async () => {
    const { list, waiting } = answers();
    const words = signal('');
    effect(
      () => {
        words();
        void list.load();
      },
      { injector: TestBed.inject(Injector) },
    );
    TestBed.tick();
    waiting[0]!.fail(new Error('away'));
    await new Promise(process.nextTick);
    TestBed.tick();
    expect(waiting).toHaveLength(1);
    words.set('beans');
    TestBed.tick();
    expect(waiting).toHaveLength(2);
  });
});
