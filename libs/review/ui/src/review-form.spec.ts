import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { Review } from '@shop/api';
import type { ReviewDraft } from './product-reviews.js';
import { ReviewForm } from './review-form.js';

const own: Review = {
  reviewId: 'review-1',
  sku: 'bread',
  userId: 'ann',
  author: 'Ann',
  rating: 2,
  text: 'A bit dry.',
  postedAt: '2026-11-21T09:30:00.000Z',
};

function render(review?: Review) {
  const posted = signal<ReviewDraft[]>([]);
  const fixture = TestBed.createComponent(ReviewForm);
  fixture.componentRef.setInput('own', review);
  fixture.componentRef.setInput('post', (draft: ReviewDraft) => {
    posted.update((before) => [...before, draft]);
    return Promise.resolve(undefined);
  });
  fixture.detectChanges();
  const element = fixture.nativeElement as HTMLElement;
  const text = element.querySelector('textarea')!;
  const write = async (words: string) => {
    text.value = words;
    text.dispatchEvent(new Event('input'));
    element.querySelector('form')!.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    fixture.detectChanges();
  };
  const stars = () => element.querySelector<HTMLInputElement>('input:checked')?.value;
  return { fixture, element, text, write, stars, posted };
}

describe('the form for a review', () => {
  it('is empty for who has written none', () => {
    const { element, text, stars } = render();
    expect([text.value, stars()]).toEqual(['', undefined]);
    expect(element.textContent).toContain('Post review');
    expect(element.textContent).not.toContain('takes its place');
  });

  it('begins with what somebody wrote before, and says what becomes of that', async () => {
    const { element, text, stars, write, posted } = render(own);
    expect([text.value, stars()]).toEqual(['A bit dry.', '2']);
    expect(element.textContent).toContain('What you save takes its place here and in the average.');
    expect(element.textContent).toContain('Save your review');
    await write('Better now.');
    expect(posted()).toEqual([{ rating: 2, text: 'Better now.' }]);
    expect(text.value).toBe('Better now.');
  });

  it('keeps what is being written when the same review is read again, and takes a newer one', () => {
    const { fixture, text } = render(own);
    text.value = 'Half a thought';
    text.dispatchEvent(new Event('input'));
    fixture.componentRef.setInput('own', { ...own });
    fixture.detectChanges();
    expect(text.value).toBe('Half a thought');
    fixture.componentRef.setInput('own', { ...own, reviewId: 'review-2', text: 'From another tab.' });
    fixture.detectChanges();
    expect(text.value).toBe('From another tab.');
  });
});
