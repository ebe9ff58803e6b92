import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';

let instances = 0;

/** A labelled line or box of text, bound to a signal form's field; says its first error once it was touched. */
@Component({
  selector: 'shop-text-field',
  imports: [FormField],
  template: `
    <label [for]="id">
      {{ label() }}
      @if (optional()) {
        <span class="optional">optional</span>
      }
    </label>
    @if (rows()) {
      <textarea
        [id]="id"
        [rows]="rows()"
        [formField]="field()"
        [attr.aria-invalid]="message() ? true : null"
        [attr.aria-describedby]="described()"
      ></textarea>
    } @else {
      <input
        [id]="id"
        [type]="type()"
        [formField]="field()"
        [attr.autocomplete]="autocomplete() || null"
        [attr.aria-invalid]="message() ? true : null"
        [attr.aria-describedby]="described()"
      />
    }
    @if (message(); as text) {
      <p class="error" [id]="id + '-message'">{{ text }}</p>
    } @else if (hint()) {
      <p class="hint" [id]="id + '-message'">{{ hint() }}</p>
    }
  `,
  styleUrl: './text-field.css',
})
export class TextField {
  readonly field = input.required<FieldTree<string>>();
  readonly label = input.required<string>();
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly autocomplete = input('');
  readonly hint = input('');
  readonly optional = input(false);
  /** Lines of a box; one line without. */
  readonly rows = input(0);

  protected readonly id = `field-${instances++}`;
  protected readonly message = computed(() => {
    const state = this.field()();
    const [error] = state.touched() ? state.errors() : [];
    return error ? (error.message ?? 'Please correct this.') : '';
  });
  protected readonly described = computed(() => (this.message() || this.hint() ? `${this.id}-message` : null));
}
