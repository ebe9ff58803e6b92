import { Component, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { STAR } from './stars.js';

const meanings = ['', 'Poor', 'Fair', 'Good', 'Very good', 'Excellent'];
let instances = 0;

/** Choosing one to five stars: radio buttons underneath, so arrow keys and screen readers work as they know it. */
@Component({
  selector: 'shop-stars-input',
  template: `
    <fieldset [attr.aria-describedby]="describedBy() || null">
      <legend>{{ label() }}</legend>
      <span class="row">
        @for (n of [1, 2, 3, 4, 5]; track n) {
          <label [class.on]="n <= value()" [title]="meanings[n]!">
            <input
              type="radio"
              class="visually-hidden"
              [name]="group"
              [value]="n"
              [checked]="n === value()"
              (change)="choose(n)"
              (blur)="touched.set(true)"
            />
            <span class="visually-hidden">{{ n }} {{ n === 1 ? 'star' : 'stars' }}, {{ meanings[n] }}</span>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="star" /></svg>
          </label>
        }
        <span class="meaning" aria-hidden="true">{{ meanings[value()] }}</span>
      </span>
    </fieldset>
  `,
  styleUrl: './stars-input.css',
})
export class StarsInput implements FormValueControl<number> {
  /** 1 to 5; 0 while nothing is chosen. */
  readonly value = model(0);
  readonly touched = model(false);
  readonly label = input('Your rating');
  /** The id of what explains an error. */
  readonly describedBy = input('');

  protected readonly star = STAR;
  protected readonly meanings = meanings;
  protected readonly group = `stars-${instances++}`;

  protected choose(stars: number): void {
    this.value.set(stars);
    this.touched.set(true);
  }
}
