import type { Locator, Page } from '@playwright/test';

/** The basket in the storefront: its lines, its history, and the slider over it. */
export class BasketPage {
  readonly lines: Locator;
  /** What happened, newest first. */
  readonly events: Locator;
  /** The basket at the moment that the slider stands at. */
  readonly folded: Locator;
  /** What a table would have kept. */
  readonly table: Locator;
  readonly slider: Locator;

  constructor(readonly page: Page) {
    // Those that can be removed: what was just put back stays in the list to be undone.
    this.lines = page
      .getByRole('list', { name: 'In the basket' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: /^Remove / }) });
    this.events = page.getByRole('list', { name: 'The log keeps what happened' }).getByRole('listitem');
    this.folded = page.getByRole('region', { name: 'The basket is their sum' });
    this.table = page.getByRole('region', { name: 'What a table would have kept' });
    this.slider = page.getByRole('slider', { name: 'Event' });
  }

  /** @param at the event number to look at */
  async open(at?: number): Promise<void> {
    await this.page.goto(at === undefined ? '/basket' : `/basket?at=${at}`);
    await this.slider.waitFor();
  }

  async remove(product: string): Promise<void> {
    await this.page.getByRole('button', { name: `Remove ${product}` }).click();
    await this.page.getByRole('button', { name: `Undo removing ${product}` }).waitFor();
  }

  async undoRemoving(product: string): Promise<void> {
    await this.page.getByRole('button', { name: `Undo removing ${product}` }).click();
    await this.page.getByRole('button', { name: `Remove ${product}` }).waitFor();
  }

  /** Drags the slider with the mouse to an event. */
  async dragTo(number: number): Promise<void> {
    await this.slider.scrollIntoViewIfNeeded();
    const box = await this.slider.boundingBox();
    const [value, last] = await Promise.all([this.slider.inputValue(), this.slider.getAttribute('max')]);
    if (!box) throw new Error('The slider is not to be seen.');
    // The middle of the thumb goes from half a thumb after the left edge to half a thumb before the right one.
    const [thumb, y] = [16, box.y + box.height / 2];
    const x = (event: number) => box.x + thumb / 2 + ((box.width - thumb) * event) / Number(last);
    const mouse = this.page.mouse;
    await mouse.move(x(Number(value)), y);
    await mouse.down();
    await mouse.move(x(number), y, { steps: 5 });
    await mouse.up();
  }

  /** Number, type and place in the log of each event, oldest first: `1 ItemAdd basket_events/3@17`. */
  async toldEvents(): Promise<string[]> {
    const rows = await this.events.all();
    const told = rows.map(async (row) => {
      const [number, type, place] = await Promise.all([
        row.locator('.number').innerText(),
        row.locator('shop-event-chip').innerText(),
        row.locator('.meta code').innerText(),
      ]);
      return `${number} ${type} ${place.trim()}`;
    });
    return (await Promise.all(told)).reverse();
  }
}
