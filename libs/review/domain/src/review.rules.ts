import type { Refusal } from '@shop/log-core';
import type { ReviewPosted } from '@shop/topics';

/** The longest text, in characters (Unicode code points, as JSON Schema counts them). */
export const MAX_TEXT = 2_000;

/** What the rules look at: the part of a review that a person writes. */
export type Opinion = Pick<ReviewPosted, 'rating' | 'text'>;

/** A rating is a whole number of stars, 1 to 5. */
export function ratingIsOneToFive({ rating }: Opinion): Refusal | undefined {
  if (Number.isInteger(rating) && rating >= 1 && rating <= 5) return undefined;
  return { code: 'review.rating', reason: 'A rating is a whole number from 1 to 5.' };
}

/** A text has at most {@link MAX_TEXT} characters. */
export function textIsShortEnough({ text }: Opinion): Refusal | undefined {
  if ([...text].length <= MAX_TEXT) return undefined;
  return { code: 'review.text', reason: `A review has at most ${MAX_TEXT} characters.` };
}

/** The first rule that an opinion breaks, or undefined. */
export function refusalOf(opinion: Opinion): Refusal | undefined {
  return ratingIsOneToFive(opinion) ?? textIsShortEnough(opinion);
}
