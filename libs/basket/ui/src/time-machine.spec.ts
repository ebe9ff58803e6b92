import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { HistoryEntry } from '@shop/api';
import { TimeMachine } from './time-machine.js';

const entry = (number: number, type: string, data: unknown): HistoryEntry => ({
  number,
  id: `event-${number}`,
  type,
  time: `2026-11-21T09:0${number}:00.000Z`,
  data,
  position: { topic: 'basket_events', partition: 0, offset: String(number) },
});
const add = (number: number, sku: string, name: string) =>
  entry(number, 'ItemAdd', { sku, name, quantity: 1, unitPrice: { amount: 100, currency: 'GBP' } });
const history = [
  entry(0, 'BasketOpened', { owner: 'user-1' }),
  add(1, 'bread', 'Bread'),
  add(2, 'baked-beans', 'Baked Beans'),
  entry(3, 'ItemRemove', { sku: 'baked-beans', quantity: 1 }),
  add(4, 'tinned-spaghetti', 'Tinned Spaghetti'),
];

describe('the time machine', () => {
  const looked: (number | undefined)[] = [];

  beforeEach(() => {
    looked.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => void jest.useRealTimers());

  function machine(at?: number) {
    const fixture = TestBed.createComponent(TimeMachine);
    fixture.componentRef.setInput('entries', history);
    fixture.componentRef.setInput('at', at);
    fixture.componentInstance.at.subscribe((number) => looked.push(number));
    fixture.detectChanges();
    const page = fixture.nativeElement as HTMLElement;
    const textOf = (selector: string) => page.querySelector(selector)!.textContent!.replace(/\s+/g, ' ');
    return {
      basket: () => textOf('.sum .lines'),
      table: () => textOf('.table tbody'),
      slideTo(number: number) {
        const slider = page.querySelector<HTMLInputElement>('input[type=range]')!;
        slider.value = String(number);
        slider.dispatchEvent(new Event('input'));
        fixture.detectChanges();
      },
      press(name: string) {
        [...page.querySelectorAll('button')].find((button) => button.textContent!.includes(name))!.click();
        fixture.detectChanges();
      },
      pass(milliseconds: number) {
        jest.advanceTimersByTime(milliseconds);
        fixture.detectChanges();
      },
    };
  }

  it('shows the basket as it is now, without an event number', () => {
    const shown = machine();
    expect(shown.basket()).toContain('Tinned Spaghetti');
    expect(shown.basket()).not.toContain('Baked Beans');
  });

  it('brings the beans back at event 2, says so to the address, and leaves the table as it is', () => {
    const shown = machine();
    const table = shown.table();
    shown.slideTo(2);
    expect(shown.basket()).toContain('Baked Beans');
    expect(shown.basket()).not.toContain('Tinned Spaghetti');
    expect(looked).toEqual([2]);
    expect(shown.table()).toBe(table);
    expect(table).not.toContain('baked-beans');
  });

  it('begins where the address says, and forgets the number when it is back at now', () => {
    const shown = machine(2);
    expect(shown.basket()).toContain('Baked Beans');
    shown.press('Now');
    expect(looked).toEqual([undefined]);
  });

  it('plays from the beginning to now, and stops there', () => {
    const shown = machine();
    shown.press('Play');
    expect(shown.basket()).toContain('Nothing in it');
    shown.pass(60_000);
    expect(looked).toEqual([0, 1, 2, 3, undefined]);
  });
});
