import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router } from '@angular/router';
import type { BasketChanged } from '@shop/api';
import { BasketStore, type Outcome } from '@shop/basket-ui';
import { adviceOn, sentenceOf } from '@shop/design-system';
import { v4 as uuid } from 'uuid';

/** How long a message stays, in milliseconds. */
const READ = 6000;

/** Clicks that change the basket, and what the person is told afterwards. */
@Injectable({ providedIn: 'root' })
export class BasketClicks {
  readonly #store = inject(BasketStore);
  readonly #messages = inject(MatSnackBar);
  readonly #router = inject(Router);
  readonly #announcer = inject(LiveAnnouncer);

  /** Puts a product in and says so, with a way to the basket. */
  async add(product: { readonly sku: string; readonly name: string }, quantity = 1, key = uuid()): Promise<boolean> {
    void this.#announcer.announce(`Adding ${product.name} to your basket.`);
    const outcome = await this.#store.add(product.sku, quantity, key);
    if (outcome.kind === 'applied') {
      const count = outcome.value.basket.lines.find(({ sku }) => sku === product.sku)?.quantity ?? quantity;
      const words = `${product.name} is in your basket${count > 1 ? ` (${count})` : ''}.`;
      this.#say(words, 'View basket').subscribe(() => void this.#router.navigateByUrl('/basket'));
      return true;
    }
    return this.#report(outcome, () => this.add(product, quantity, key), `${product.name} was not put in.`);
  }

  /** One more or one less on the basket's own page, where the result is seen anyway. */
  async change(line: { readonly sku: string }, by: 1 | -1, key = uuid()): Promise<boolean> {
    const outcome = by === 1 ? await this.#store.add(line.sku, 1, key) : await this.#store.remove(line.sku, 1, key);
    return outcome.kind === 'applied' || this.#report(outcome, () => this.change(line, by, key));
  }

  /** Puts all of a product back. */
  async remove(line: { readonly sku: string; readonly name: string }, key = uuid()): Promise<boolean> {
    const outcome = await this.#store.remove(line.sku, undefined, key);
    if (outcome.kind === 'applied') void this.#announcer.announce(`${line.name} was put back.`);
    return outcome.kind === 'applied' || this.#report(outcome, () => this.remove(line, key));
  }

  /** Takes again what was put back: another `ItemAdd`, for nothing in the log is ever undone. */
  async takeAgain(line: { readonly sku: string; readonly quantity: number }, key = uuid()): Promise<boolean> {
    const outcome = await this.#store.add(line.sku, line.quantity, key);
    return outcome.kind === 'applied' || this.#report(outcome, () => this.takeAgain(line, key));
  }

  /** @param words what did not happen, if the page doesn't show that by itself */
  #report(
    outcome: Exclude<Outcome<BasketChanged>, { kind: 'applied' }>,
    again: () => Promise<boolean>,
    words = 'Nothing was changed.',
  ): boolean {
    if (outcome.kind === 'recorded') {
      this.#say('It is recorded in the log, and will show in a moment.', 'OK');
      return true;
    }
    const { problem } = outcome;
    const { retry } = adviceOn(problem);
    const message = this.#say(`${words} ${sentenceOf(problem)}`, retry ? 'Try again' : 'OK', 12_000);
    // The same key: if the first one did reach the log, this changes nothing.
    if (retry) message.subscribe(() => void again());
    return false;
  }

  #say(words: string, action: string, duration = READ) {
    return this.#messages.open(words, action, { duration }).onAction();
  }
}
