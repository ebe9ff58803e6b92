import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { form, FormRoot, maxLength, pattern, required, type SchemaPath } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { LucideShoppingBasket } from '@lucide/angular';
import type { Basket, Checkout, Problem } from '@shop/api';
import { BasketStore, changeInWords, changesBetween } from '@shop/basket-ui';
import {
  EmptyState,
  ErrorState,
  MoneyPipe,
  Notice,
  PageHeader,
  serverErrors,
  TextField,
  type SubmitErrors,
} from '@shop/design-system';
import { v4 as uuid } from 'uuid';
import { Session } from '../session/session.js';
import { EMAIL } from '../session/credentials.js';

const nobody = {
  name: '',
  email: '',
  address: { line1: '', line2: '', city: '', postcode: '', country: 'United Kingdom' },
};

/** What the server would say had it come first. */
const CHANGED: Problem = {
  type: 'about:blank',
  title: 'Conflict',
  status: 409,
  detail: 'The basket changed meanwhile.',
  code: 'basket.changed',
};

/** Who the order goes to, and the last look at what is ordered. */
@Component({
  selector: 'shop-checkout-page',
  imports: [
    EmptyState,
    ErrorState,
    FormRoot,
    LucideShoppingBasket,
    MatButton,
    MoneyPipe,
    Notice,
    PageHeader,
    RouterLink,
    TextField,
  ],
  templateUrl: './checkout-page.html',
  styleUrl: './checkout-page.css',
})
export class CheckoutPage {
  protected readonly store = inject(BasketStore);
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  readonly #model = signal(nobody);
  /** The basket as this page showed it first, or when the person last agreed to it. */
  readonly #seen = signal<Basket | undefined>(undefined);
  /** One key for one attempt at ordering this basket: sent twice, it is one order. */
  #key = uuid();

  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly recorded = signal(false);
  /** The order that this basket has led to already. */
  protected readonly orderId = computed(() => orderOf(this.problem()));
  /** What is different from what the person saw. */
  protected readonly changes = computed(() => {
    const seen = this.#seen();
    return seen ? changesBetween(seen.lines, this.store.basket()?.lines ?? []).map(changeInWords) : [];
  });

  protected readonly form = form(
    this.#model,
    (checkout) => {
      says(checkout.name, 'Who is it for?', 100);
      says(checkout.email, 'Where do we write to?', 254);
      pattern(checkout.email, EMAIL, { message: 'An email address looks like name@example.com.' });
      says(checkout.address.line1, 'Which street and number?', 200);
      maxLength(checkout.address.line2, 200, { message: 'At most 200 characters, please.' });
      says(checkout.address.city, 'Which town?', 100);
      says(checkout.address.postcode, 'Which postcode?', 20);
      says(checkout.address.country, 'Which country?', 60);
    },
    { submission: { action: () => this.#order(), onInvalid: () => this.#focusFirstError() } },
  );

  protected readonly trouble = viewChild<ElementRef<HTMLElement>>('trouble');

  constructor() {
    // Trouble is said at the top of the form, the button that led to it is at its end.
    afterRenderEffect({ write: () => this.problem() && this.trouble()?.nativeElement.scrollIntoView() });
    effect(() => {
      const basket = this.store.basket();
      if (basket && !untracked(this.#seen)) this.#seen.set(basket);
    });
    effect(() => {
      const user = this.#session.user();
      if (!user) return;
      this.#model.update((model) => ({ ...model, name: model.name || user.name, email: model.email || user.email }));
    });
  }

  async #order(): Promise<SubmitErrors> {
    // A checkout says nothing of the basket it means, so what another tab did since is looked for first. What comes after
    // this look is up to the log: then the checkout is ignored, and the answer says so.
    await this.store.load();
    if (this.changes().length > 0) {
      this.problem.set(CHANGED);
      return undefined;
    }
    const outcome = await this.store.checkOut(checkoutOf(this.#model()), this.#key);
    this.recorded.set(outcome.kind === 'recorded');
    if (outcome.kind === 'applied') {
      const { orderId } = outcome.value;
      await this.#router.navigate(['/orders', orderId], { state: { placed: outcome.value }, replaceUrl: true });
      return undefined;
    }
    if (outcome.kind === 'recorded') return undefined;
    const { problem } = outcome;
    this.problem.set(problem);
    // An unknown outcome is asked for again with the same key; a refusal is final, and the next attempt is another one.
    if (problem.status >= 400 && problem.status < 500) this.#key = uuid();
    if (problem.code === 'basket.changed') await this.store.load();
    return serverErrors(problem, this.form);
  }

  /** The person has seen what is different and goes on. */
  protected agree(): void {
    this.#seen.set(this.store.basket() ?? undefined);
    this.problem.set(undefined);
  }

  #focusFirstError(): void {
    this.form().errorSummary()[0]?.fieldTree().focusBoundControl();
  }
}

function says(path: SchemaPath<string>, question: string, most: number): void {
  required(path, { message: question });
  pattern(path, /\S/, { message: question });
  maxLength(path, most, { message: `At most ${most} characters, please.` });
}

/** An empty second line is no second line. */
function checkoutOf({ address, ...person }: typeof nobody): Checkout {
  const { line2, ...rest } = address;
  return { ...person, address: line2.trim() ? { ...rest, line2 } : rest };
}

/** A second checkout is refused with the id of the order that the first one led to. */
function orderOf(problem: Problem | undefined): string | undefined {
  const { orderId } = (problem ?? {}) as { orderId?: unknown };
  return typeof orderId === 'string' ? orderId : undefined;
}
