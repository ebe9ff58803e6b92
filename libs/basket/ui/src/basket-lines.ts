import { afterRenderEffect, Component, ElementRef, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideTrash2, LucideUndo2 } from '@lucide/angular';
import { MoneyPipe } from '@shop/design-system';
import type { Line } from '@shop/topics';
import { QuantityStepper } from './quantity-stepper.js';

/** What the basket holds, to be changed: more, less, put back, and taken again after all. */
@Component({
  selector: 'shop-basket-lines',
  imports: [MatButton, MatIconButton, RouterLink, LucideTrash2, LucideUndo2, MoneyPipe, QuantityStepper],
  templateUrl: './basket-lines.html',
  styleUrl: './basket-lines.css',
})
export class BasketLines {
  readonly lines = input.required<readonly Line[]>();
  /** Lines that were put back just now, which can be taken again. */
  readonly putBack = input<readonly Line[]>([]);
  /** Products of which the answer to a change isn't there yet. */
  readonly pending = input<ReadonlySet<string>>(new Set());
  readonly more = output<Line>();
  readonly less = output<Line>();
  readonly remove = output<Line>();
  readonly undo = output<Line>();

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);

  constructor() {
    // The button that was pressed is gone with its line: the one that takes it back, or the line's own, has the focus now.
    let before: readonly string[] = [];
    afterRenderEffect({
      write: () => {
        const now = this.putBack().map(({ sku }) => sku);
        const gone = now.find((sku) => !before.includes(sku));
        const back = before.find((sku) => !now.includes(sku));
        before = now;
        if (gone) this.#focusIfLost(`[data-undo="${gone}"]`);
        else if (back) this.#focusIfLost(`[data-remove="${back}"]`);
      },
    });
  }

  #focusIfLost(selector: string): void {
    const host = this.#host.nativeElement;
    const { activeElement, body } = host.ownerDocument;
    if (activeElement === body) host.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Pictures are named after their product: an event carries name and price, not looks. */
  protected pictureOf({ sku }: Line): string {
    return `/products/${sku}.svg`;
  }

  protected hide(event: Event): void {
    (event.target as HTMLImageElement).style.visibility = 'hidden';
  }
}
