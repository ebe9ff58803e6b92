import { Component, computed, input } from '@angular/core';
import type { DeadLetterDetail } from '@shop/api';
import { schemaFields } from './schema-fields.js';

/** What the reader holds the record against, field by field, with the one that is wrong pointed at. */
@Component({
  selector: 'ops-letter-schema',
  template: `
    <header>
      <h2>
        What is expected
        <small>{{ title() }}</small>
      </h2>
    </header>
    @if (fields(); as fields) {
      <div class="table" tabindex="0" role="region" aria-label="What is expected, field by field">
        <table class="ops-table">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Must be</th>
              <th scope="col">Is</th>
            </tr>
          </thead>
          <tbody>
            @for (field of fields; track field.pointer) {
              <tr [class.wrong]="field.wrong">
                <th scope="row" [style.padding-inline-start.rem]="0.75 + field.depth">
                  <code>{{ field.name }}</code>
                  @if (!field.required) {
                    <small>optional</small>
                  }
                </th>
                <td>{{ field.rule }}</td>
                <td>
                  <code>{{ field.value ?? '' }}</code>
                  @if (field.wrong) {
                    <strong>{{ field.value === undefined ? 'missing or wrong' : 'wrong' }}</strong>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    } @else if (letter().expected.types.length) {
      <p class="muted">The record doesn’t say which of these events it would be:</p>
      <ul>
        @for (type of letter().expected.types; track type) {
          <li>
            <code>{{ type }}</code>
          </li>
        }
      </ul>
    } @else {
      <p class="muted">Nothing is declared of records of {{ letter().expected.topic }}.</p>
    }
  `,
  styleUrl: './letter-columns.css',
})
export class LetterSchema {
  readonly letter = input.required<DeadLetterDetail>();

  protected readonly title = computed(() => {
    const { topic, type, types } = this.letter().expected;
    return `${type ?? (types.length === 1 ? types[0] : types.length ? 'one of several events' : 'a row')} of ${topic}`;
  });
  protected readonly fields = computed(() => {
    const { expected, text, decodes } = this.letter();
    return expected.schema && schemaFields(expected.schema, text, decodes.pointer);
  });
}
