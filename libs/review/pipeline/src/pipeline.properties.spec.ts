import { describe, expect, test } from '@jest/globals';
import type { ReviewEnrichedEvent, ReviewPostedEvent, UnhappyVipEvent } from '@shop/review-domain';
import { describeTopology, TestDriver } from '@shop/streams-topology';
import { topics, type LoyaltyStatus, type Topic, type UserRow } from '@shop/topics';
import fc from 'fast-check';
import { reviewPipeline } from './index.js';
import { review, user } from './review.examples.js';

const users = fc.constantFrom('ann', 'bob', 'cem');
const statuses = fc.constantFrom<LoyaltyStatus>('Bronze', 'Gold', 'Platinum');
const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('review' as const), by: users, rating: fc.integer({ min: 0, max: 6 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('user' as const), by: users, status: fc.option(statuses) }) },
  fc.record({ kind: fc.constantFrom('restart' as const, 'crash' as const) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** What should come out, told the naive way: one list, one user after the other, nothing ever restarts. */
function expected(happenings: readonly Happening[]) {
  const rows = new Map<string, LoyaltyStatus>();
  const waiting = new Map<string, string[]>();
  const enriched: [string, LoyaltyStatus, string][] = [];
  let refused = 0;
  happenings.forEach((it, n) => {
    if (it.kind === 'review') {
      const { by, rating } = it;
      const status = rows.get(by);
      if (rating < 1 || rating > 5) refused++;
      else if (status) enriched.push([by, status, `review-${n}`]);
      else waiting.set(by, [...(waiting.get(by) ?? []), `review-${n}`]);
    } else if (it.kind === 'user') {
      if (it.status === null) return void rows.delete(it.by);
      rows.set(it.by, it.status);
      for (const reviewId of waiting.get(it.by) ?? []) enriched.push([it.by, it.status, reviewId]);
      waiting.delete(it.by);
    }
  });
  const left = [...waiting.values()].flat();
  return { enriched, waiting: left.sort(), refused };
}

function run(happenings: readonly Happening[]): TestDriver {
  const driver = new TestDriver(reviewPipeline, { partitions: 2 });
  happenings.forEach((it, n) => {
    if (it.kind === 'review') {
      const reviewId = `review-${n}`;
      driver.append('reviews', reviewId, review({ reviewId, userId: it.by, rating: it.rating })).run();
    } else if (it.kind === 'user') {
      const row: UserRow | null = it.status && user(it.by, it.status);
      driver.append('users', it.by, row);
      // A crash with the row in hand and reviews waiting for it is the hard case.
      if (happenings[n + 1]?.kind !== 'crash') driver.run();
    } else if (it.kind === 'crash') driver.crashAndRun();
    else driver.restart();
  });
  return driver.run();
}

const byUser = (list: readonly (readonly [string, ...unknown[]])[]) =>
  ['ann', 'bob', 'cem'].map((name) => list.filter(([by]) => by === name));

describe('the pipeline as a whole', () => {
  test('enriches each right review once, in the order of its user, whatever restarts and crashes', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
        const driver = run(happenings);
        const should = expected(happenings);
        const events = driver.values('enriched_reviews') as ReviewEnrichedEvent[];
        const enriched = events.map(
          ({ data }) => [data.customer.userId, data.userRow.loyaltyStatus, data.reviewId] as const,
        );
        expect(byUser(enriched)).toEqual(byUser(should.enriched));
        expect([...driver.state('review_pipeline_waiting').keys()].sort()).toEqual(should.waiting);
        expect(driver.read('dead_letters')).toHaveLength(should.refused);
      }),
    );
  });

  test('tells of the unhappy VIPs among them, and the lineage leads back to the review', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
        const driver = run(happenings);
        const enriched = driver.values('enriched_reviews') as ReviewEnrichedEvent[];
        const vips = driver.values('unhappy_vips') as UnhappyVipEvent[];
        const unhappy = enriched.filter(({ data }) => data.rating <= 2 && data.customer.loyaltyStatus === 'Platinum');
        expect(vips.map(({ data }) => data.reviewId).sort()).toEqual(unhappy.map(({ data }) => data.reviewId).sort());
        expect(new Set(vips.map(({ id }) => id)).size).toBe(vips.length);
        for (const { lineage, data } of vips) {
          const found = lineage!.split(',').map((step) => {
            const [topic, partition, offset] = step.split('/');
            return driver.read(topic).find((at) => at.partition === Number(partition) && at.offset === Number(offset));
          });
          expect(found.map((at) => at?.topic)).toEqual(['reviews', 'reviews_clean', 'enriched_reviews']);
          for (const at of found) expect((at!.value as ReviewPostedEvent).data.reviewId).toBe(data.reviewId);
        }
      }),
    );
  });
});

test('each step of the pipeline has a name of its own', () => {
  const names = reviewPipeline.flatMap((topology) => describeTopology(topology).steps.map(({ name }) => name));
  expect(names).not.toContain('');
  expect(new Set(names).size).toBe(names.length);
});

describe('the map of topics', () => {
  test.each(reviewPipeline.map((topology) => describeTopology(topology)))(
    'knows what $reader reads and writes',
    ({ reader, reads, writes }) => {
      const all = Object.values(topics) as Topic[];
      const read = all.filter(({ readers }) => readers.includes(reader)).map(({ name }) => name);
      const written = all.filter(({ writers }) => writers.includes(reader)).map(({ name }) => name);
      expect([...reads].sort()).toEqual(read.sort());
      expect(writes.filter((name) => name !== 'dead_letters').sort()).toEqual(written.sort());
    },
  );
});
