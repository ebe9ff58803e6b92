import { DecimalPipe } from '@angular/common';
import { Component, computed, input, linkedSignal } from '@angular/core';
import type { DeadLetterDetail } from '@shop/api';
import { bytesOf, hexLines } from './hex.js';
import { jsonLines } from './json-lines.js';

type View = 'indented' | 'text' | 'hex';

const words: Readonly<Record<View, string>> = { indented: 'Indented', text: 'As it is', hex: 'Hex' };

/** How many bytes are shown in hexadecimal: each line of sixteen is some elements of the page. */
const SHOWN_IN_HEX = 64 * 1024;

/** The original bytes of a dead letter: indented with the failing field marked, as text, or in hexadecimal. */
@Component({
  selector: 'ops-letter-bytes',
  imports: [DecimalPipe],
  template: `
    <header>
      <h2>
        The original bytes
        @if (bytes(); as bytes) {
          <small class="tabular">{{ bytes.length | number }} bytes</small>
        }
      </h2>
      @if (views().length > 1) {
        <div class="views" role="group" aria-label="Shown as">
          @for (each of views(); track each) {
            <button type="button" [attr.aria-pressed]="view() === each" (click)="view.set(each)">
              {{ words[each] }}
            </button>
          }
        </div>
      }
    </header>
    @if (!bytes()) {
      <p class="muted">The record had no value.</p>
    } @else if (view() === 'indented') {
      <pre
        tabindex="0"
        aria-label="The record, indented"
      >@for (line of lines(); track $index) {<span class="line" [class.marked]="line.marked">{{ line.text }}</span>}</pre>
    } @else if (view() === 'text') {
      <pre tabindex="0" aria-label="The record as text">{{ letter().text }}</pre>
    } @else {
      <pre
        class="hex"
        tabindex="0"
        aria-label="The record in hexadecimal"
      >@for (line of hex(); track line.at) {<span class="at">{{ line.at }}</span>  {{ line.hex.padEnd(47) }}  <span class="chars">{{ line.text }}</span>
}</pre>
    }
    @if (view() === 'hex' && hidden()) {
      <p class="muted">The first {{ shown | number }} bytes are shown here.</p>
    }
    @if (bytes() && letter().text === null) {
      <p class="muted">Not text: the bytes aren’t valid UTF-8.</p>
    }
  `,
  styleUrl: './letter-columns.css',
})
export class LetterBytes {
  readonly letter = input.required<DeadLetterDetail>();

  protected readonly words = words;
  protected readonly bytes = computed(() => {
    const { bytes } = this.letter();
    return bytes === null ? undefined : bytesOf(bytes);
  });
  protected readonly lines = computed(() => {
    const { text, decodes } = this.letter();
    return text === null ? undefined : jsonLines(text, decodes.pointer);
  });
  protected readonly shown = SHOWN_IN_HEX;
  protected readonly hidden = computed(() => (this.bytes()?.length ?? 0) > SHOWN_IN_HEX);
  protected readonly hex = computed(() => hexLines((this.bytes() ?? new Uint8Array()).subarray(0, SHOWN_IN_HEX)));
  protected readonly views = computed<readonly View[]>(() => {
    if (this.letter().text === null) return this.bytes() ? ['hex'] : [];
    return this.lines() ? ['indented', 'text', 'hex'] : ['text', 'hex'];
  });
  protected readonly view = linkedSignal<View>(() => this.views()[0] ?? 'hex');
}
