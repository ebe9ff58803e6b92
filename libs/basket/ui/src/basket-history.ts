import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { HistoryEntry, Page } from '@shop/api';
import { EMPTY, expand, reduce, type Observable } from 'rxjs';

/** The history of a basket, whole: a fold needs every event. */
@Injectable({ providedIn: 'root' })
export class BasketHistory {
  readonly #http = inject(HttpClient);

  /**
   * All events of a basket in the order of the log, page after page.
   * @param after the id of an event of ours that must be among them
   */
  of(basketId: string, after?: string): Observable<HistoryEntry[]> {
    return this.#page(basketId, { ...(after && { after }) }).pipe(
      expand(({ nextCursor }) => (nextCursor ? this.#page(basketId, { cursor: nextCursor }) : EMPTY)),
      reduce<Page<HistoryEntry>, HistoryEntry[]>((all, { items }) => [...all, ...items], []),
    );
  }

  #page(basketId: string, params: Record<string, string>): Observable<Page<HistoryEntry>> {
    const url = `/api/baskets/${encodeURIComponent(basketId)}/events`;
    return this.#http.get<Page<HistoryEntry>>(url, { params: { limit: 100, ...params } });
  }
}
