import { Component, computed, input } from '@angular/core';
import type { ReaderInfo } from '@shop/api';
import { lagWords } from './flow-words.js';
import { secondsWords } from './position-words.js';
import { TrendMark } from './trend-mark.js';

/** Where a reader stands in each partition, and how far behind it is there. */
@Component({
  selector: 'ops-reader-positions',
  imports: [TrendMark],
  template: `
    <div class="scroll" tabindex="0" role="region" aria-label="Positions">
      <table class="ops-table">
        <thead>
          <tr>
            <th scope="col">Partition</th>
            <th scope="col" class="number">Position</th>
            <th scope="col" class="number">End</th>
            <th scope="col" class="number">Behind</th>
            <th scope="col" class="number">Since</th>
            <th scope="col"><span class="visually-hidden">Trend</span></th>
          </tr>
        </thead>
        @for (group of groups(); track group.topic) {
          <tbody>
            <tr>
              <th scope="rowgroup" colspan="6" class="topic">{{ group.topic }}</th>
            </tr>
            @for (row of group.rows; track row.partition) {
              <tr [class.behind]="row.lag !== 0">
                <th scope="row">{{ row.partition }}</th>
                <td class="number">{{ records(row.position) }}</td>
                <td class="number">{{ records(row.end) }}</td>
                <td class="number">{{ records(row.lag) }}</td>
                <td class="number">{{ seconds(row.lagSeconds) }}</td>
                <td><ops-trend-mark [trend]="row.trend" [brief]="true" /></td>
              </tr>
            }
          </tbody>
        } @empty {
          <tbody>
            <tr>
              <td colspan="6" class="muted">No positions are known.</td>
            </tr>
          </tbody>
        }
      </table>
    </div>
  `,
  styles: `
    .scroll {
      overflow-x: auto;
    }
    .ops-table {
      font-size: 0.8125rem;
    }
    .ops-table th,
    .ops-table td {
      padding: 0.25rem 0.3125rem;
    }
    tbody th {
      font-weight: 450;
    }
    tbody .topic {
      padding-top: 0.5rem;
      font-weight: 600;
    }
    .number {
      white-space: nowrap;
    }
    .behind td:nth-of-type(3),
    .behind td:nth-of-type(4) {
      font-weight: 600;
    }
  `,
})
export class ReaderPositions {
  readonly partitions = input.required<ReaderInfo['partitions']>();
  protected readonly groups = computed(() => {
    const rows = this.partitions();
    const topics = [...new Set(rows.map(({ topic }) => topic))];
    return topics.map((topic) => ({ topic, rows: rows.filter((row) => row.topic === topic) }));
  });
  protected readonly records = lagWords;
  protected readonly seconds = secondsWords;
}
