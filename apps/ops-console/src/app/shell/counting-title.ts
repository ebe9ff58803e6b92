import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { AlertsFeed } from '../alerts/alerts-feed.js';

/** The title of the tab: how many alerts are open, the page, the console. */
@Injectable({ providedIn: 'root' })
export class CountingTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly feed = inject(AlertsFeed);
  private readonly page = signal('');

  constructor() {
    super();
    effect(() => {
      const open = this.feed.openCount();
      this.title.setTitle(`${open ? `(${open}) ` : ''}${this.page() ? `${this.page()} · ` : ''}Ops console`);
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.page.set(this.buildTitle(state) ?? '');
  }
}
