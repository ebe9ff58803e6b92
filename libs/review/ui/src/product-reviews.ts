import { HttpClient, httpResource } from '@angular/common/http';
import { computed, effect, inject, linkedSignal, untracked, type Signal } from '@angular/core';
import type { Problem, Review, ReviewAccepted, Reviews } from '@shop/api';
import { furtherPages, IDEMPOTENCY_KEY, latest, problemIn, problemOf, type FurtherPages } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { v4 as uuid } from 'uuid';

/** What somebody writes about a product. */
export interface ReviewDraft {
  /** 1 to 5. */
  readonly rating: number;
  readonly text: string;
}

/** The code of an answer that would have been too old. */
const BEHIND = 'readModel.behind';
/** How often an own review is looked for before the page leaves it at "recorded". */
const ATTEMPTS = 5;

/** The reviews of a product: those that are there, and the one that is being written. */
export interface ProductReviews extends FurtherPages<Review> {
  /** The first page with average and distribution; undefined before the first answer. */
  readonly page: Signal<Reviews | undefined>;
  readonly loading: Signal<boolean>;
  /** What loading the first page failed with. */
  readonly problem: Signal<Problem | undefined>;
  /** Whether a review of ours is in the log, but not to be seen yet. */
  readonly recorded: Signal<boolean>;
  reload(): void;
  /** Posts a review; what it failed with, or nothing. Afterwards the list waits for it. */
  post(draft: ReviewDraft): Promise<Problem | undefined>;
}

/** Follows a product: asks again whenever it changes. Needs an injection context. */
export function productReviews(sku: Signal<string>): ProductReviews {
  const http = inject(HttpClient);
  const url = computed(() => `/api/products/${encodeURIComponent(sku())}/reviews`);
  const after = linkedSignal<string, string | undefined>({ source: sku, computation: () => undefined });
  const first = httpResource<Reviews>(() => ({ url: url(), params: { ...(after() && { after: after()! }) } }));
  const shown = latest(first);
  const problem = problemIn(first);
  const behind = computed(() => problem()?.code === BEHIND);
  const draftKey = draftKeys();
  let attempts = 0;

  // `after` waits on the server as long as it may; past that the answer is "behind", and asking again is up to us.
  effect(() => {
    if (behind() && attempts++ < ATTEMPTS) untracked(() => first.reload());
  });

  return {
    page: shown,
    ...furtherPages(shown, (cursor) => http.get<Reviews>(url(), { params: { cursor } })),
    loading: first.isLoading,
    problem: computed(() => (behind() ? undefined : problem())),
    recorded: behind,
    reload: () => void first.reload(),
    async post(draft) {
      try {
        const headers = { [IDEMPOTENCY_KEY]: draftKey(url(), draft) };
        const accepted = await firstValueFrom(http.post<ReviewAccepted>(url(), draft, { headers }));
        attempts = 0;
        after.set(accepted.event.id);
        return undefined;
      } catch (error) {
        return problemOf(error);
      }
    },
  };
}

/** The key of a draft: the same for the same words sent again, another once they were changed. */
function draftKeys(): (url: string, draft: ReviewDraft) => string {
  let known = '';
  let key = '';
  return (url, draft) => {
    const now = JSON.stringify([url, draft]);
    if (now !== known) [known, key] = [now, uuid()];
    return key;
  };
}
