/**
 * Purpose: lets through what is a review, keyed by its author, so that everything behind can rely on it.
 * Input:   `reviews` (reviewId): whatever producers wrote.
 * Output:  `reviews_clean` (userId): valid `ReviewPosted` only, the same event with the same id and the fields we know;
 *          `dead_letters`: all the rest, with its bytes and the reason. What is not JSON, breaks the schema, or holds a
 *          text or time that can't be, is refused by the runner before the first step, what breaks a rule by the step
 *          below; both in the task's transaction.
 * Example: reviews/2/117        key review-7  ReviewPosted {reviewId: review-7, userId: pat, rating: 1, ...}
 *          reviews_clean/1/40   key pat       the same, lineage "reviews/2/117"
 */
import { formatLineage, type Refusal } from '@shop/log-core';
import { refusalOf, type ReviewPostedEvent } from '@shop/review-domain';
import { stream } from '@shop/streams-topology';
import { ReviewPosted, topics } from '@shop/topics';

/** The largest event that is let through, in characters: many times what a review of 2,000 needs. */
const MAX_SIZE = 65_536;

export const clean = stream<ReviewPostedEvent>('review-pipeline.clean', topics.reviews)
  .reject('what breaks a rule of reviews', ({ value }) => refusalOf(value.data))
  .reject('what contradicts itself', ({ value }) => subjectIsTheReview(value))
  .reject('what nobody behind could hold', ({ value }) => sizeIsReasonable(value))
  .map('keyed by its author', ({ value, position }) => ({
    key: value.data.userId,
    value: { ...knownFields(value), lineage: formatLineage([position]) },
  }))
  .to(topics.reviews_clean);

const { envelope, data } = ReviewPosted.newest.fields;

/** What a producer wrote besides is nobody's to keep: it may be a name or an address, and what is clean is kept for ever. */
function knownFields(event: ReviewPostedEvent): ReviewPostedEvent {
  return { ...picked(event, envelope), data: picked(event.data, data) };
}

/** An object with some of its fields. */
function picked<T extends object>(whole: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name))) as T;
}

function subjectIsTheReview({ subject, data }: ReviewPostedEvent): Refusal | undefined {
  if (subject === data.reviewId) return undefined;
  return { code: 'review.subject', reason: 'The subject of the event is not its data.reviewId.' };
}

/** A schema lets unknown fields through; with them a record could grow so large that the next topic refuses it. */
function sizeIsReasonable(event: ReviewPostedEvent): Refusal | undefined {
  const size = JSON.stringify(event).length;
  if (size <= MAX_SIZE) return undefined;
  return { code: 'review.size', reason: `The event has ${size} characters; at most ${MAX_SIZE} are let through.` };
}
