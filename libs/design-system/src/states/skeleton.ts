import { Component, input } from '@angular/core';

/** A grey shape where something will be. Decoration: the page says "Loading" in words elsewhere. */
@Component({
  selector: 'shop-skeleton',
  template: '',
  host: { 'aria-hidden': 'true', '[style.height]': 'height()', '[style.width]': 'width()' },
  styles: `
    :host {
      display: block;
      border-radius: var(--shop-radius-s);
      background: linear-gradient(
          100deg,
          transparent 30%,
          color-mix(in srgb, var(--mat-sys-surface-bright) 70%, transparent) 50%,
          transparent 70%
        )
        var(--mat-sys-surface-container-high);
      background-size: 250% 100%;
      animation: sheen 1.4s linear infinite;
    }
    @keyframes sheen {
      from {
        background-position: 125% 0;
      }
      to {
        background-position: -125% 0;
      }
    }
  `,
})
export class Skeleton {
  /** CSS lengths. */
  readonly height = input('1rem');
  readonly width = input('100%');
}
