import { describe, expect, it } from '@jest/globals';
import { topics, type Topic } from '@shop/topics';
import { aReader, aTopic } from './flow.fixture.js';
import { flowGraph, pathThrough } from './flow-graph.js';
import { layOut } from './flow-layout.js';
import { nearest } from './flow-picture.js';

const pipeline = [
  aTopic('reviews', ['review-api'], ['pipeline.clean']),
  aTopic('reviews_clean', ['pipeline.clean'], ['pipeline.enrich', 'review-api.reviews']),
  aTopic('enriched', ['pipeline.enrich'], ['notifier.raiser']),
  aTopic('dead_letters', ['every reader'], ['ops-api.dead-letters']),
];
/** The real map, as the interface gives it. */
const whole = (Object.values(topics) as Topic[]).map(({ name, writers, readers }) =>
  aTopic(name, [...writers], [...readers]),
);

describe('The graph of the data flow', () => {
  it('has each reader once, however many topics it reads', () => {
    const { nodes } = flowGraph([aTopic('a', ['x'], ['o.r']), aTopic('b', ['x'], ['o.r'])], [aReader('o.r')], false);
    expect(nodes.map(({ id }) => id).sort()).toEqual(['process:o.r', 'process:x', 'topic:a', 'topic:b']);
  });

  it('leaves out what every reader does, until asked', () => {
    expect(flowGraph(pipeline, [], false).nodes.some(({ name }) => name === 'dead_letters')).toBe(false);
    expect(flowGraph(pipeline, [], true).nodes.some(({ name }) => name === 'dead_letters')).toBe(true);
  });

  it('keeps a reader unknown that nothing has been heard of', () => {
    const reader = flowGraph(pipeline, [], false).nodes.find(({ name }) => name === 'pipeline.clean');
    expect(reader).toMatchObject({ kind: 'reader' });
    expect(reader?.reader).toBeUndefined();
  });

  it('follows a path to both ends, and not into side branches of what comes before', () => {
    const path = pathThrough(flowGraph(pipeline, [], false), 'topic:enriched');
    expect([...path].sort()).toEqual([
      'process:notifier.raiser',
      'process:pipeline.clean',
      'process:pipeline.enrich',
      'process:review-api',
      'topic:enriched',
      'topic:reviews',
      'topic:reviews_clean',
    ]);
  });

  it('ends in spite of a reader that writes what it reads', () => {
    const loop = flowGraph([aTopic('waiting', ['p.e'], ['p.e'])], [], true);
    expect(pathThrough(loop, 'topic:waiting').size).toBe(2);
  });
});

describe('The layout of the data flow', () => {
  const boxesOf = (everything: boolean) => layOut(flowGraph(whole, [], everything));

  it.each([false, true])('overlaps no two boxes of the real map (with everything: %s)', (everything) => {
    const { nodes } = boxesOf(everything);
    for (const a of nodes)
      for (const b of nodes)
        if (a !== b)
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          );
  });

  it('runs from left to right, and stays within its bounds', () => {
    const layout = boxesOf(false);
    const at = new Map(layout.nodes.map((node) => [node.id, node]));
    for (const { from, to } of layout.edges) expect(at.get(from)!.x).toBeLessThan(at.get(to)!.x);
    for (const { x, y, width, height } of layout.nodes) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(layout.width);
      expect(y + height).toBeLessThanOrEqual(layout.height);
    }
  });

  it('is the same whatever the figures are, so that the picture does not jump', () => {
    const busy = whole.map((topic) => ({ ...topic, rate: 99, records: 1 }));
    const places = (layout: ReturnType<typeof layOut>) => layout.nodes.map(({ id, x, y }) => [id, x, y]);
    expect(places(layOut(flowGraph(busy, [aReader('notifier.raiser', { lag: 7 })], false)))).toEqual(
      places(boxesOf(false)),
    );
  });

  it('draws every arrow', () => {
    for (const { path } of boxesOf(true).edges) expect(path).toMatch(/^M[\d.,-]+C/);
  });
});

describe('Going through the picture by arrow keys', () => {
  const box = (id: string, x: number, y: number) => ({ id, x, y, width: 10, height: 10 });
  const boxes = [box('a', 0, 0), box('right', 100, 10), box('far', 300, 0), box('below', 20, 90)];

  it('goes to the nearest box in the direction, and nowhere when there is none', () => {
    expect(nearest(boxes, 'a', [1, 0])).toBe('right');
    expect(nearest(boxes, 'a', [0, 1])).toBe('below');
    expect(nearest(boxes, 'a', [-1, 0])).toBeUndefined();
    expect(nearest(boxes, 'far', [-1, 0])).toBe('right');
  });
});
