import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { NavDrawer } from './nav-drawer.js';

@Component({
  imports: [NavDrawer],
  template: `<shop-nav-drawer label="Pages"><a href="#browse">Browse</a></shop-nav-drawer>`,
})
class Page {}

// jsdom knows `<dialog>`, but not how to show one; Escape and the return of the focus are the browser's (e2e).
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.setAttribute('open', '');
  };
  HTMLDialogElement.prototype.close = function () {
    this.removeAttribute('open');
    this.dispatchEvent(new Event('close'));
  };
});

describe('the drawer of the navigation', () => {
  function render() {
    const fixture = TestBed.createComponent(Page);
    fixture.detectChanges();
    const element = fixture.nativeElement as HTMLElement;
    const dialog = element.querySelector('dialog')!;
    const button = element.querySelector<HTMLElement>('button[aria-haspopup]')!;
    const click = (target: HTMLElement) => {
      target.click();
      fixture.detectChanges();
      return [dialog.open, button.getAttribute('aria-expanded')];
    };
    return { element, dialog, button, click };
  }

  it('is opened by its button, and says so', () => {
    const { button, click } = render();
    expect(button.getAttribute('aria-label')).toBe('Pages');
    expect(click(button)).toEqual([true, 'true']);
  });

  it('is closed by its button, by a link in it, and by a click beside it', () => {
    const { element, dialog, button, click } = render();
    for (const target of [
      element.querySelector<HTMLElement>('[aria-label=Close]')!,
      element.querySelector<HTMLElement>('a')!,
      dialog,
    ]) {
      click(button);
      expect(click(target)).toEqual([false, 'false']);
    }
  });

  it('stays open for a click on what leads nowhere', () => {
    const { element, button, click } = render();
    click(button);
    expect(click(element.querySelector('strong')!)).toEqual([true, 'true']);
  });
});
