import { signal } from '@angular/core';
import { describe, expect, it } from '@jest/globals';
import type { Page } from '@shop/api';
import { of, Subject, throwError, type Observable } from 'rxjs';
import { furtherPages } from './further-pages.js';

const page = (items: string[], nextCursor: string | null): Page<string> => ({ items, nextCursor });

/** A list whose further pages answer what a test says. */
function listOf(first: Page<string> | undefined) {
  const source = signal(first);
  const asked: string[] = [];
  let answer: Observable<Page<string>> = of(page([], null));
  const list = furtherPages(source, (cursor) => {
    asked.push(cursor);
    return answer;
  });
  return { source, asked, list, answers: (next: Observable<Page<string>>) => (answer = next) };
}

describe('the pages after the first one', () => {
  it('are appended until there is none', async () => {
    const { list, asked, answers } = listOf(page(['a'], 'next'));
    answers(of(page(['b'], null)));
    await list.more();
    expect([list.items(), list.hasMore(), asked]).toEqual([['a', 'b'], false, ['next']]);
    await list.more();
    expect(asked).toEqual(['next']);
  });

  it('say what they failed with, and can be asked for again', async () => {
    const { list, answers } = listOf(page(['a'], 'next'));
    answers(throwError(() => new Error('away')));
    await list.more();
    expect(list.moreProblem()).toMatchObject({ code: 'client.failed', detail: 'away' });
    expect([list.items(), list.hasMore(), list.loadingMore()]).toEqual([['a'], true, false]);
    answers(of(page(['b'], null)));
    await list.more();
    expect([list.items(), list.moreProblem()]).toEqual([['a', 'b'], undefined]);
  });

  it('are forgotten with the question that they belong to', async () => {
    const { source, list, answers } = listOf(page(['a'], 'next'));
    const late = new Subject<Page<string>>();
    answers(late);
    const more = list.more();
    source.set(page(['other'], 'further'));
    late.next(page(['b'], null));
    await more;
    expect([list.items(), list.hasMore(), list.loadingMore()]).toEqual([['other'], true, false]);
  });
});
