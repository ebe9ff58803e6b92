import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseTime } from './as-of.js';
import { AsOfPicker } from './as-of-picker.js';

describe('the picker of a time in the past', () => {
  const chosen: (string | undefined)[] = [];
  beforeEach(() => void (chosen.length = 0));

  function picker(at?: string) {
    const fixture = TestBed.createComponent(AsOfPicker);
    fixture.componentRef.setInput('at', at);
    fixture.componentInstance.atChange.subscribe((time) => chosen.push(time));
    fixture.detectChanges();
    const page = fixture.nativeElement as HTMLElement;
    const details = page.querySelector('details')!;
    details.open = true;
    return {
      details,
      buttons: () => [...page.querySelectorAll('button')].map((button) => button.textContent!.trim()),
      press: (name: string) =>
        [...page.querySelectorAll('button')].find((button) => button.textContent!.trim() === name)!.click(),
      show(value: string) {
        page.querySelector('input')!.value = value;
        page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      },
    };
  }

  it('offers times that people ask for, and now only from the past', () => {
    expect(picker().buttons()).toEqual(['Yesterday', 'Last Tuesday', 'A week ago', 'Show']);
    const shown = picker('2026-11-24T23:59:00.000Z');
    shown.press('Now');
    expect(chosen).toEqual([undefined]);
    expect(shown.details.open).toBe(false);
  });

  it('tells the time that was chosen, and closes', () => {
    const shown = picker();
    shown.press('Last Tuesday');
    shown.show('2026-11-02T08:15');
    expect(new Date(chosen[0]!).getDay()).toBe(2);
    expect(chosen[1]).toBe(parseTime('2026-11-02T08:15'));
    expect(shown.details.open).toBe(false);
  });
});
