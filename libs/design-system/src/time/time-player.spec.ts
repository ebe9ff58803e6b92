import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Moment } from './moment.js';
import { TimePlayer } from './time-player.js';

const moments: Moment[] = ['Opened', 'Bread put in', 'Beans put back', 'Checked out'].map((words, number) => ({
  number,
  type: 'ItemAdd',
  time: '2026-11-21T09:00:00.000Z',
  words,
  changes: number === 1 ? [{ what: 'Bread', before: '', after: '1' }] : [],
  ...(number === 2 && { ignored: { code: 'line.absent', reason: 'There are none.' } }),
}));

describe('the time player', () => {
  const looked: (number | undefined)[] = [];

  beforeEach(() => {
    looked.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => void jest.useRealTimers());

  function player(at?: number) {
    const fixture = TestBed.createComponent(TimePlayer);
    fixture.componentRef.setInput('moments', moments);
    fixture.componentRef.setInput('at', at);
    fixture.componentInstance.at.subscribe((number) => looked.push(number));
    fixture.detectChanges();
    const page = fixture.nativeElement as HTMLElement;
    const find = (selector: string) => page.querySelector<HTMLElement>(selector);
    const button = (name: string) =>
      [...page.querySelectorAll('button')].find(
        (each) => each.getAttribute('aria-label') === name || each.textContent!.trim() === name,
      )!;
    return {
      button,
      slider: () => page.querySelector<HTMLInputElement>('input[type=range]')!,
      step: () => find('.step')!.textContent!.replace(/\s+/g, ' ').trim(),
      live: () => find('.words')!.getAttribute('aria-live'),
      key(key: string, target: HTMLElement = page) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        target.dispatchEvent(event);
        fixture.detectChanges();
        return event.defaultPrevented;
      },
      click(name: string) {
        button(name).click();
        fixture.detectChanges();
      },
      pass(milliseconds: number) {
        jest.advanceTimersByTime(milliseconds);
        fixture.detectChanges();
      },
    };
  }

  it('shows what the event changed, or why it was ignored', () => {
    expect(player(1).step()).toBe('After event 1 of 3: Bread put inBread1');
    expect(player(2).step()).toContain('Ignored, it changed nothing: There are none. line.absent');
    expect(player(3).step()).toContain('Nothing in the state changed');
  });

  it('steps by buttons, and knows where it ends', () => {
    const shown = player();
    expect(shown.button('One event forward').hasAttribute('disabled')).toBe(true);
    shown.click('One event back');
    shown.click('First event');
    expect(shown.button('One event back').hasAttribute('disabled')).toBe(true);
    shown.click('One event forward');
    shown.click('Now');
    expect(looked).toEqual([2, 0, 1, undefined]);
  });

  it('takes keys: arrows, Home, End, and space to play', () => {
    const shown = player();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight', 'Home', 'ArrowLeft', 'End', 'ArrowRight'])
      expect(shown.key(key)).toBe(true);
    expect(looked).toEqual([2, 1, 2, 0, undefined]);
    shown.key(' ', shown.slider());
    expect(shown.button('Pause')).toBeTruthy();
    shown.key(' ', shown.slider());
    expect(shown.button('Play')).toBeTruthy();
  });

  it('leaves to a button, to the slider and to the browser what is theirs', () => {
    const shown = player();
    expect(shown.key(' ', shown.button('Play'))).toBe(false);
    expect(shown.key('ArrowLeft', shown.slider())).toBe(false);
    expect(shown.key('a')).toBe(false);
    expect(looked).toEqual([]);
  });

  it('plays to now and stops; a step in between stops it', () => {
    const shown = player();
    shown.click('Play');
    shown.pass(60_000);
    expect(looked).toEqual([0, 1, 2, undefined]);
    shown.click('Play');
    shown.click('One event forward');
    shown.pass(60_000);
    expect(looked.slice(4)).toEqual([0, 1]);
  });

  it('is announced when somebody steps, and not while it plays or slides', () => {
    const shown = player();
    shown.key('ArrowLeft');
    expect(shown.live()).toBe('polite');
    shown.click('Play');
    expect(shown.live()).toBe('off');
    shown.click('Pause');
    expect(shown.live()).toBe('polite');
    shown.slider().value = '1';
    shown.slider().dispatchEvent(new Event('input'));
    shown.pass(0);
    expect(shown.live()).toBe('off');
  });
});
