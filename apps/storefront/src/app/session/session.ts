import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import type { Problem, Registration, Session as Answer, SignIn } from '@shop/api';
import { BasketStore } from '@shop/basket-ui';
import { problemOf } from '@shop/design-system';
import { firstValueFrom, type Observable } from 'rxjs';

/** Who is signed in. The session itself is a cookie that scripts can't read. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #http = inject(HttpClient);
  readonly #basket = inject(BasketStore);
  readonly #user = signal<Answer['user'] | null | undefined>(undefined);

  /** Null when nobody is; undefined before the first answer. */
  readonly user = this.#user.asReadonly();
  readonly signedIn = computed(() => !!this.#user());

  /** Asks who is signed in. Nobody, if that can't be found out. */
  async load(): Promise<void> {
    try {
      this.#user.set((await firstValueFrom(this.#http.get<Answer>('/api/session'))).user);
    } catch {
      this.#user.set(null);
    }
  }

  /** Signs in; the guest's basket comes along. What it failed with, or nothing. */
  signIn(credentials: SignIn): Promise<Problem | undefined> {
    return this.#enter(this.#http.post<Answer>('/api/session', credentials));
  }

  /** Registers, which also signs in; the guest's basket comes along. What it failed with, or nothing. */
  register(registration: Registration): Promise<Problem | undefined> {
    return this.#enter(this.#http.post<Answer>('/api/users', registration));
  }

  /**
   * Signs out; what it failed with, or nothing.
   * @param everywhere of all sessions of the user, on whatever device
   */
  async signOut(everywhere = false): Promise<Problem | undefined> {
    try {
      await firstValueFrom(this.#http.delete('/api/session', { params: everywhere ? { everywhere } : {} }));
    } catch (error) {
      return problemOf(error);
    }
    await this.ended();
    return undefined;
  }

  /** The session is over: nobody is signed in, and a new basket begins. */
  async ended(): Promise<void> {
    this.#user.set(null);
    await this.#basket.startOver();
  }

  async #enter(answer: Observable<Answer>): Promise<Problem | undefined> {
    try {
      this.#user.set((await firstValueFrom(answer)).user);
    } catch (error) {
      return problemOf(error);
    }
    await this.#basket.claim();
    return undefined;
  }
}
