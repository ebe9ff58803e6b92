import { Component, computed, input, linkedSignal } from '@angular/core';
import { initialOf } from '@shop/design-system';

/** A product's picture on its own ground; its initial where there is none. Decoration: the name always stands beside it. */
@Component({
  selector: 'shop-product-picture',
  template: `
    @if (source(); as src) {
      <img
        [src]="src"
        alt=""
        width="400"
        height="400"
        [loading]="eager() ? 'eager' : 'lazy'"
        (error)="broken.set(true)"
      />
    } @else {
      <span aria-hidden="true">{{ initial() }}</span>
    }
  `,
  styles: `
    :host {
      display: grid;
      place-items: center;
      aspect-ratio: 1;
      overflow: hidden;
      border-radius: var(--shop-radius-m);
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    span {
      font-size: clamp(1.25rem, 8cqi, 4rem);
      font-weight: 700;
    }
  `,
})
export class ProductPicture {
  /** The path of the picture, or null. */
  readonly picture = input.required<string | null>();
  readonly name = input.required<string>();
  /** Whether it is seen at once: then it isn't loaded lazily. */
  readonly eager = input(false);

  protected readonly broken = linkedSignal({ source: this.picture, computation: () => false });
  protected readonly source = computed(() => (this.broken() ? null : this.picture()));
  protected readonly initial = computed(() => initialOf(this.name()));
}
