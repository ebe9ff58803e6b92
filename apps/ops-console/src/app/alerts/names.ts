import { computed, inject, Injectable, signal } from '@angular/core';
import type { User } from '@shop/api';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';

/** Names of people by their user id, as far as they are known. */
@Injectable({ providedIn: 'root' })
export class Names {
  private readonly api = inject(ShopApi);
  private readonly session = inject(Session);
  private readonly known = signal<ReadonlyMap<string, string>>(new Map());
  private readonly asked = new Set<string>();
  private colleagues: Promise<readonly User[]> | undefined;

  /** The name of a user id, `you` for one's own, the id where no name is known. */
  readonly nameOf = computed(() => {
    const names = this.known();
    const me = this.session.user()?.userId;
    return (userId: string) => (userId === me ? 'you' : (names.get(userId) ?? userId));
  });

  /** Asks for a name that isn't known; once. */
  async learn(userId: string): Promise<void> {
    if (this.asked.has(userId) || userId === this.session.user()?.userId) return;
    this.asked.add(userId);
    try {
      const { items } = await this.api.users({ q: userId, limit: 5 });
      this.remember(items);
    } catch {
      // The id says who it is, too; a later alert asks again.
      this.asked.delete(userId);
    }
  }

  /** People with the role `ops` that the search for it brings up; whom an alert can be assigned to. */
  operators(): Promise<readonly User[]> {
    this.colleagues ??= this.api.users({ q: 'ops', limit: 100 }).then(
      ({ items }) => {
        this.remember(items);
        return items.filter(({ roles }) => roles.includes('ops'));
      },
      () => {
        this.colleagues = undefined;
        return [];
      },
    );
    return this.colleagues;
  }

  private remember(users: readonly User[]): void {
    this.known.update((known) => new Map([...known, ...users.map(({ userId, name }) => [userId, name] as const)]));
  }
}
