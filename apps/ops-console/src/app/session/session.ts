import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { hasRole, type Session as SessionBody } from '@shop/api';
import { firstValueFrom } from 'rxjs';

/** Where the session stands. `refused`: somebody is signed in who isn't operations staff. */
export type SessionState = 'unknown' | 'signedOut' | 'refused' | 'operator' | 'unreachable';

/** Sessions last 30 minutes and are renewed by asking who one is; a console that stays open asks this often. */
const RENEWAL_MS = 10 * 60_000;

/** Who is signed in, and whether they may be here. The servers decide for themselves; this decides what is shown. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private renewal: ReturnType<typeof setInterval> | undefined;

  private readonly current = signal<SessionBody['user'] | undefined>(undefined);
  readonly user = this.current.asReadonly();
  /** Whether the user may change things, not only look. */
  readonly mayAct = computed(() => hasRole(this.current()?.roles ?? [], 'ops'));
  readonly state = signal<SessionState>('unknown');
  /** Whatever asking failed with, while `unreachable`. */
  readonly error = signal<unknown>(undefined);

  /** Asks the shop who is signed in; also renews the session. */
  async refresh(): Promise<SessionState> {
    try {
      this.enter((await firstValueFrom(this.http.get<SessionBody>('/api/session'))).user);
    } catch (error) {
      if (error instanceof HttpErrorResponse && error.status === 401) this.ended();
      // A shop that is away for a moment ends no session: what is on the screen stays.
      else if (this.state() !== 'operator') {
        this.error.set(error);
        this.state.set('unreachable');
      }
    }
    return this.state();
  }

  /** @throws HttpErrorResponse 401 for wrong credentials, 429 after too many attempts */
  async signIn(email: string, password: string): Promise<SessionState> {
    this.enter((await firstValueFrom(this.http.post<SessionBody>('/api/session', { email, password }))).user);
    return this.state();
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete('/api/session'));
    this.ended();
  }

  /** The shop no longer knows this session. */
  ended(): void {
    clearInterval(this.renewal);
    this.renewal = undefined;
    this.current.set(undefined);
    this.state.set('signedOut');
  }

  private enter(user: SessionBody['user']): void {
    this.current.set(user);
    this.error.set(undefined);
    this.state.set(hasRole(user.roles, 'ops.read') ? 'operator' : 'refused');
    this.renewal ??= setInterval(() => void this.refresh(), RENEWAL_MS);
  }
}
