import { ServiceConfig } from '../config/service-config.js';

/** How long a session lasts without renewal, in seconds. */
export const SESSION_SECONDS = 30 * 60;
/** How long a browser keeps a guest's cookie, in seconds. */
export const GUEST_SECONDS = 90 * 24 * 60 * 60;

/** The cookies in a `Cookie` header, by name. Of two with one name the first counts, as browsers send the closer one first. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at < 1) continue;
    const name = part.slice(0, at).trim();
    if (!cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}

/** The shop's two cookies: how they are named, read and set. */
export class Cookies {
  /** Name of the session cookie. */
  readonly session: string;
  /** Name of the guest cookie. */
  readonly guest: string;
  private readonly attributes: string;

  constructor(config: Pick<ServiceConfig, 'shopPort' | 'shopOrigin'>) {
    this.session = `shop_session_${config.shopPort}`;
    this.guest = `shop_guest_${config.shopPort}`;
    this.attributes = `Path=/; HttpOnly; SameSite=Lax${config.shopOrigin.startsWith('https:') ? '; Secure' : ''}`;
  }

  /** A `Set-Cookie` value for a session token; null clears it. */
  setSession(token: string | null): string {
    return `${this.session}=${token ?? ''}; Max-Age=${token === null ? 0 : SESSION_SECONDS}; ${this.attributes}`;
  }

  /** A `Set-Cookie` value for a guest. */
  setGuest(value: string): string {
    return `${this.guest}=${value}; Max-Age=${GUEST_SECONDS}; ${this.attributes}`;
  }
}
