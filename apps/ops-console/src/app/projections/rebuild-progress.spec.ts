import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { ProjectionInfo } from '@shop/api';
import { aProjection, aRebuild } from './projection.fixture.js';
import { RebuildProgressBar } from './rebuild-progress.js';

/** What is shown of a read model, and what a screen reader is told of its bar. */
async function shown(projection: ProjectionInfo, live = true) {
  const fixture = TestBed.createComponent(RebuildProgressBar);
  fixture.componentRef.setInput('projection', projection);
  fixture.componentRef.setInput('live', live);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const bar = element.querySelector('[role="progressbar"]')!;
  const [name, value, words] = ['aria-label', 'aria-valuenow', 'aria-valuetext'].map((each) => bar.getAttribute(each));
  return { text: element.textContent, bar: { name, value, words } };
}

describe('The progress of a rebuild on the page', () => {
  const building = aRebuild({ done: 50, total: 200, rate: 30, secondsLeft: 5 });

  it('is a bar with the name of the read model, its value, and the rest in words', async () => {
    const { text, bar } = await shown(aProjection({ state: 'building', building }));
    const words = '50 of 200 offsets · 30 a second · about 5 s left';
    expect(bar).toEqual({ name: 'Rebuild of basket-api.baskets', value: '25', words });
    expect(text).toContain(words);
    expect(text).not.toContain('cut off');
  });

  it('has no value while none is known', async () => {
    const { bar } = await shown(aProjection({ state: 'building', building: aRebuild({ total: 200 }) }));
    expect(bar).toMatchObject({ value: null, words: 'Nothing of 200 offsets yet' });
    expect((await shown(aProjection({ state: 'requested' }))).bar).toMatchObject({
      value: null,
      words: 'Not begun yet',
    });
  });

  it('says when it is as it was, because the console is cut off', async () => {
    const { text } = await shown(aProjection({ state: 'building', building }), false);
    expect(text).toContain('The console is cut off');
  });
});
