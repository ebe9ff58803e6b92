import { describe, expect, test } from '@jest/globals';
import { SourceWatch } from './source-watch.js';

const T = Date.UTC(2026, 10, 28, 9);
/** When what is told for some seconds at least may be over. */
const LATER = T + 11_000;
const READER = 'catalogue-api.catalogue';

/** A watch, and a reader of `products` that passes records of it. */
function watching() {
  const watch = new SourceWatch();
  let position: number | undefined = 100;
  return {
    watch,
    /** The reader passes records, `bad` of which it puts away. */
    pass(good: number, bad = 0, at = T) {
      for (let n = 0; n < bad; n++) watch.letter(READER, 'products', at);
      position = (position ?? 0) + good + bad;
      watch.positions(() => position, at);
    },
    look: (known: number | undefined) => watch.positions(() => known, T),
    troubles: (now = T) => watch.troubles(now).map(({ reader, topic, count }) => [reader, topic, count]),
  };
}

describe('the watch over sources', () => {
  test('names source, reader and count from the first row that is not understood', () => {
    const { watch, pass, troubles } = watching();
    pass(1_000);
    expect(troubles()).toEqual([]);
    pass(0, 1);
    expect(watch.troubles(T)).toEqual([
      {
        kind: 'records',
        reader: READER,
        topic: 'products',
        count: 1,
        since: new Date(T).toISOString(),
        last: new Date(T).toISOString(),
      },
    ]);
  });

  test('is over when the reader has passed enough records without a letter', () => {
    const { pass, troubles } = watching();
    pass(0, 1);
    pass(19);
    expect(troubles(LATER)).toEqual([[READER, 'products', 1]]);
    pass(1);
    expect(troubles(LATER)).toEqual([]);
  });

  test('does not take records that were put away for understood ones', () => {
    const { watch, pass, look, troubles } = watching();
    pass(0, 1);
    for (let n = 0; n < 40; n++) {
      // The letter comes before the position that passes its record, or after.
      watch.letter(READER, 'products', T);
      look(102 + n);
    }
    expect(troubles(LATER)).toEqual([[READER, 'products', 41]]);
  });

  test('bears some bad events, which anybody may write', () => {
    const watch = new SourceWatch();
    for (let n = 0; n < 10; n++) watch.letter('review-pipeline.clean', 'reviews', T);
    expect(watch.troubles(T)).toEqual([]);
    watch.letter('review-pipeline.clean', 'reviews', T);
    expect(watch.troubles(T)).toMatchObject([{ topic: 'reviews', count: 11 }]);
    expect(watch.troubles(T + 700_000)).toEqual([]);
  });

  test('waits while positions are unknown, and forgets nothing when a reader is moved back', () => {
    const { pass, look, troubles } = watching();
    pass(0, 1);
    look(undefined);
    look(50);
    expect(troubles(LATER)).toEqual([[READER, 'products', 1]]);
    look(70);
    expect(troubles(LATER)).toEqual([]);
  });

  test('knows nothing of topics that are not in the map', () => {
    const watch = new SourceWatch();
    watch.letter(READER, 'constructor', T);
    watch.letter(READER, 'strange', T);
    watch.letter('', 'products', T);
    expect(watch.troubles(T)).toEqual([]);
  });
});
