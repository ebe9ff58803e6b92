import type { Flowing, TableRow, Topology } from '@shop/streams-topology';
import { stream } from '@shop/streams-topology';
import { topics, type CloudEvent, type ReviewPosted, type UserRow, type WaitingReview } from '@shop/topics';

type Posted = CloudEvent<'ReviewPosted', ReviewPosted>;

/**
 * A topology with every kind of step, for tests of the runtime: reviews of known users come out with the status of the
 * user as their text; a text "refuse me" is refused, "leave me out" is left out.
 */
export const greeting: Topology = stream<Posted>('test.greeting', topics.reviews_clean)
  .reject('those that ask for it', ({ value }) =>
    value.data.text === 'refuse me' ? { code: 'test.refused', reason: 'It asked for it.' } : undefined,
  )
  .filter('those that want to', ({ value }) => value.data.text !== 'leave me out')
  .join('with the user', {
    table: topics.users,
    waiting: {
      topic: topics.review_pipeline_waiting,
      write: ({ key, value, position }: Flowing<Posted>) => ({
        key: value.data.reviewId,
        value: { reviewId: value.data.reviewId, userId: key, position, event: value },
      }),
      read: ({ userId, position, event }: WaitingReview) => ({ key: userId, value: event as Posted, position }),
    },
    joined: ({ key, value }, { row }: TableRow<UserRow>) => ({
      key,
      value: { ...value, data: { ...value.data, text: row.loyaltyStatus } },
    }),
  })
  .to(topics.reviews);
