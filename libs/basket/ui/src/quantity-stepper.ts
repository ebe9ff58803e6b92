import { Component, input, output } from '@angular/core';
import { LucideMinus, LucidePlus } from '@lucide/angular';

/** The most that a line of a basket holds. */
const MOST = 99;

/** How many of something: one less, one more. The number is spoken when it changes. */
@Component({
  selector: 'shop-quantity-stepper',
  imports: [LucideMinus, LucidePlus],
  template: `
    <div
      role="group"
      [class.pending]="pending()"
      [attr.aria-busy]="pending()"
      [attr.aria-label]="'Quantity of ' + name()"
    >
      <button
        type="button"
        [attr.aria-label]="'One ' + name() + ' less'"
        [disabled]="quantity() <= least()"
        (click)="less.emit()"
      >
        <svg lucideMinus [size]="18"></svg>
      </button>
      <output class="tabular" aria-live="polite">{{ quantity() }}</output>
      <button
        type="button"
        [attr.aria-label]="'One ' + name() + ' more'"
        [disabled]="quantity() >= most"
        (click)="more.emit()"
      >
        <svg lucidePlus [size]="18"></svg>
      </button>
    </div>
  `,
  styleUrl: './quantity-stepper.css',
})
export class QuantityStepper {
  readonly quantity = input.required<number>();
  /** Of what. */
  readonly name = input.required<string>();
  /** Where "less" ends. */
  readonly least = input(0);
  /** Whether a change of it is under way. */
  readonly pending = input(false);
  readonly less = output();
  readonly more = output();
  protected readonly most = MOST;
}
