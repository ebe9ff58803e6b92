import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';

/** The shop's name. */
export const SHOP_NAME = 'Ledger & Loaf';

/** Titles pages: `Your basket · Ledger & Loaf`. */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  readonly #title = inject(Title);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.set(this.buildTitle(snapshot));
  }

  /** For pages whose title is known once their data is there. */
  set(title: string | undefined): void {
    this.#title.setTitle(title ? `${title} · ${SHOP_NAME}` : SHOP_NAME);
  }
}
