import { Component, ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { LucideMenu, LucideX } from '@lucide/angular';

/**
 * The navigation where there is no room for it: a button that opens a drawer with the projected links. It is a `<dialog>`,
 * so Escape closes it, the focus stays inside while it is open and returns to the button afterwards. Whoever places it
 * hides it (`display: none`) where the links themselves are shown.
 */
@Component({
  selector: 'shop-nav-drawer',
  imports: [MatIconButton, LucideMenu, LucideX],
  host: { '(window:resize)': 'hideIfGone()' },
  template: `
    <button
      matIconButton
      type="button"
      aria-haspopup="dialog"
      [attr.aria-label]="label()"
      [attr.aria-expanded]="open()"
      (click)="show()"
    >
      <svg lucideMenu [size]="22"></svg>
    </button>
    <dialog #drawer [attr.aria-label]="label()" (close)="open.set(false)" (click)="clicked($event)">
      <div class="head">
        <strong>{{ label() }}</strong>
        <button matIconButton type="button" aria-label="Close" (click)="hide()"><svg lucideX [size]="20"></svg></button>
      </div>
      <nav [attr.aria-label]="label()"><ng-content /></nav>
    </dialog>
  `,
  styleUrl: './nav-drawer.css',
})
export class NavDrawer {
  /** What the button, the drawer and its navigation are called. */
  readonly label = input('Pages');

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly drawer = viewChild.required<ElementRef<HTMLDialogElement>>('drawer');
  protected readonly open = signal(false);

  protected show(): void {
    this.drawer().nativeElement.showModal();
    this.open.set(true);
  }

  protected hide(): void {
    this.drawer().nativeElement.close();
  }

  /** A link leads on, and a click beside the drawer puts it away. */
  protected clicked({ target }: Event): void {
    if (target === this.drawer().nativeElement || (target as Element).closest('a')) this.hide();
  }

  /** A drawer that is no longer shown would go on keeping the rest of the page from being used. */
  protected hideIfGone(): void {
    if (this.open() && getComputedStyle(this.host).display === 'none') this.hide();
  }
}
