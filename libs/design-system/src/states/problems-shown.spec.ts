import { HttpErrorResponse } from '@angular/common/http';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { Problem } from '@shop/api';
import { problemIn, problemOf } from '../http/problem.js';
import { ErrorState } from './error-state.js';
import { More } from './more.js';

const away = new HttpErrorResponse({ status: 0, url: '/api/baskets/current' });

@Component({
  imports: [ErrorState, More],
  template: `
    <shop-error-state [problem]="problem()" (retry)="retries.set(retries() + 1)" />
    <shop-more [list]="list" label="Older ones" />
  `,
})
class Page {
  readonly problem = signal<Problem>(problemOf(away));
  readonly retries = signal(0);
  readonly list = {
    hasMore: signal(true),
    loadingMore: signal(false),
    moreProblem: signal<Problem | undefined>(undefined),
    asked: 0,
    more: () => Promise.resolve(void this.list.asked++),
  };
}

function render() {
  const fixture = TestBed.createComponent(Page);
  fixture.detectChanges();
  const element = fixture.nativeElement as HTMLElement;
  const button = (name: string) =>
    [...element.querySelectorAll('button')].find((each) => each.textContent?.includes(name)) as HTMLElement;
  return { fixture, page: fixture.componentInstance, element, button };
}

describe('a problem', () => {
  it('is made of what was thrown, and stays what it is when it is one already', () => {
    const problem = problemOf(away);
    expect(problem).toMatchObject({ title: 'The shop can’t be reached', code: 'network.unreachable' });
    expect(problemOf(problem)).toBe(problem);
    expect(problemIn({ error: signal(away) })()).toEqual(problem);
    expect(problemIn({ error: signal(undefined) })()).toBeUndefined();
  });

  it('is shown in words with its code, and can be tried again', () => {
    const { fixture, page, element, button } = render();
    const shown = element.querySelector('shop-error-state')!;
    expect(shown.textContent).toContain('The shop can’t be reached');
    expect(shown.textContent).toContain('network.unreachable');
    expect(shown.textContent).not.toContain('[object');
    button('Try again').click();
    fixture.detectChanges();
    expect(page.retries()).toBe(1);
  });
});

describe('the end of a list', () => {
  it('says what the next page failed with, where the button is, and tries again', () => {
    const { fixture, page, element, button } = render();
    button('Older ones').click();
    page.list.moreProblem.set(problemOf(away));
    fixture.detectChanges();
    const end = element.querySelector('shop-more')!;
    expect(end.querySelector('[role=alert]')?.textContent).toContain('The shop can’t be reached');
    end.querySelector('button')!.click();
    expect(page.list.asked).toBe(2);
  });

  it('is nothing when there is nothing more', () => {
    const { fixture, page, element } = render();
    page.list.hasMore.set(false);
    fixture.detectChanges();
    expect(element.querySelector('shop-more')?.textContent?.trim()).toBe('');
  });
});
