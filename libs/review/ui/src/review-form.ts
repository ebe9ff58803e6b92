import { Component, computed, input, linkedSignal, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, min, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Problem, Review } from '@shop/api';
import {
  Notice,
  RelativeTime,
  sentenceOf,
  serverErrors,
  StarsInput,
  type SubmitErrors,
  TextField,
} from '@shop/design-system';
import type { ReviewDraft } from './product-reviews.js';

/** The longest text that a review takes. */
const LONGEST = 2000;

/** Writing a review: stars and words. Who has written one edits it. */
@Component({
  selector: 'shop-review-form',
  imports: [FormField, FormRoot, MatButton, Notice, RelativeTime, StarsInput, TextField],
  template: `
    <form [formRoot]="form">
      @if (own(); as review) {
        <p class="muted">
          You wrote this <shop-time [time]="review.postedAt" />. What you save takes its place here and in the average.
          The log keeps both.
        </p>
      }
      <div>
        <shop-stars-input [formField]="form.rating" describedBy="rating-error" />
        <p class="error" id="rating-error">{{ ratingError() }}</p>
      </div>
      <shop-text-field label="What do you think of it?" [field]="form.text" [rows]="4" [hint]="hint()" />
      @if (problem(); as p) {
        <shop-notice kind="problem"
          >{{ sentenceOf(p) }} <code>{{ p.code }}</code></shop-notice
        >
      }
      <button matButton="filled" type="submit" [disabled]="form().submitting()">
        {{ form().submitting() ? 'Posting…' : own() ? 'Save your review' : 'Post review' }}
      </button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      justify-items: start;
      gap: var(--shop-space-4);
    }
    shop-text-field,
    shop-notice {
      width: 100%;
    }
    .muted {
      font-size: 0.875rem;
    }
    .error {
      color: var(--mat-sys-error);
      font-size: 0.8125rem;
    }
  `,
})
export class ReviewForm {
  /** Sends the draft; what it failed with, or nothing. */
  readonly post = input.required<(draft: ReviewDraft) => Promise<Problem | undefined>>();

  /** The review that there is already. */
  readonly own = input<Review>();

  /** Begins with what there is; a newer review of one's own, from another tab say, takes the place of the draft. */
  readonly #draft = linkedSignal<string | undefined, ReviewDraft>({
    source: computed(() => this.own()?.reviewId),
    computation: () => ({ rating: this.own()?.rating ?? 0, text: this.own()?.text ?? '' }),
  });
  protected readonly sentenceOf = sentenceOf;
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.#draft,
    (draft) => {
      min(draft.rating, 1, { message: 'Choose one to five stars.' });
      required(draft.text, { message: 'Write a few words.' });
      maxLength(draft.text, LONGEST, { message: `At most ${LONGEST} characters, please.` });
    },
    { submission: { action: () => this.#send() } },
  );

  protected ratingError(): string {
    const rating = this.form.rating();
    return rating.touched() ? (rating.errors()[0]?.message ?? '') : '';
  }

  protected hint(): string {
    return `${this.#draft().text.length} of ${LONGEST} characters`;
  }

  async #send(): Promise<SubmitErrors> {
    const sent = this.#draft();
    const problem = await this.post()(sent);
    this.problem.set(problem);
    if (problem) return serverErrors(problem, this.form);
    this.form().reset(sent);
    return undefined;
  }
}
