import { Component, computed, input, output } from '@angular/core';
import type { FlowGraph } from './flow-graph.js';
import { rateWords, sizeWords, standingWords, standsInMemory } from './flow-words.js';

/** The flow of data as a list: topic by topic, who writes it and who reads it. Says the same as the picture. */
@Component({
  selector: 'ops-flow-list',
  template: `
    <ul>
      @for (topic of topics(); track topic.id) {
        <li>
          <button
            type="button"
            class="topic"
            [attr.data-node]="topic.id"
            [attr.aria-pressed]="selected() === topic.id"
            (click)="look.emit(topic.id)"
          >
            <strong>{{ topic.name }}</strong>
            <span class="tabular">{{ topic.size }} · {{ topic.rate }}</span>
          </button>
          <p>written by {{ topic.writers }}</p>
          <ul aria-label="Readers">
            @for (reader of topic.readers; track reader.id) {
              <li>
                <button
                  type="button"
                  [attr.data-node]="reader.id"
                  [attr.aria-pressed]="selected() === reader.id"
                  (click)="look.emit(reader.id)"
                >
                  <span>{{ reader.name }}</span>
                  <span class="state" [class]="reader.tone">{{ reader.words }}</span>
                </button>
              </li>
            }
          </ul>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    :host > ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
      gap: var(--shop-space-4);
      padding: var(--shop-space-4);
    }
    button {
      display: flex;
      justify-content: space-between;
      align-items: baseline;
      gap: var(--shop-space-2);
      width: 100%;
      padding: 0.25rem 0.5rem;
      border: 0;
      border-radius: var(--shop-radius-s);
      background: none;
      color: inherit;
      font: inherit;
      font-size: 0.8125rem;
      text-align: start;
      cursor: pointer;
    }
    button:hover,
    button[aria-pressed='true'] {
      background: var(--mat-sys-surface-container-high);
    }
    .topic {
      background: var(--mat-sys-surface-container);
    }
    .topic span,
    p {
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.75rem;
    }
    p {
      padding: 0.125rem 0.5rem;
    }
    .state {
      font-size: 0.75rem;
      font-weight: 600;
      white-space: nowrap;
    }
    .state.fine {
      color: var(--mat-sys-on-surface-variant);
      font-weight: 450;
    }
    .state.bad {
      color: var(--ops-bad);
    }
    .state.busy {
      color: var(--ops-warn);
    }
  `,
})
export class FlowList {
  readonly graph = input.required<FlowGraph>();
  readonly selected = input<string>();
  readonly look = output<string>();

  protected readonly topics = computed(() => {
    const { nodes, edges } = this.graph();
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return nodes
      .filter(({ kind }) => kind === 'topic')
      .map(({ id, name, topic }) => ({
        id,
        name,
        size: topic ? sizeWords(topic) : '?',
        rate: rateWords(topic?.rate ?? null),
        writers: topic?.writers.join(', '),
        readers: edges
          .filter(({ from }) => from === id)
          .map(({ to }) => {
            const { name: reader, reader: info } = byId.get(to)!;
            const away = info?.state === 'away' || info?.state === 'paused';
            const fine = info && (standsInMemory(info) || (info.lag === 0 && info.state === 'running'));
            return {
              id: to,
              name: reader,
              tone: away ? 'bad' : fine ? 'fine' : 'busy',
              words: standingWords(info),
            };
          }),
      }));
  });
}
