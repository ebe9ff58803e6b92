import { Understanding, type Misunderstanding } from '@shop/log-core';
import { topics, type Topic } from '@shop/topics';

/** What the readers of this process don't understand of their topics, by what their batches came to. */
export class Misunderstandings {
  private readonly windows = new Map<string, Map<string, Understanding>>();

  /** A batch was stored. */
  note(reader: string, topic: string, good: number, bad: number): void {
    let own = this.windows.get(reader);
    if (!own) this.windows.set(reader, (own = new Map()));
    let window = own.get(topic);
    if (!window) own.set(topic, (window = new Understanding((topics as Record<string, Topic>)[topic].content.kind)));
    window.note(good, bad, Date.now());
  }

  /** The topics that a reader doesn't understand now. */
  of(reader: string): (Misunderstanding & { readonly topic: string })[] {
    const now = Date.now();
    return [...(this.windows.get(reader) ?? [])].flatMap(([topic, window]) => {
      const trouble = window.trouble(now);
      return trouble ? [{ topic, ...trouble }] : [];
    });
  }
}
