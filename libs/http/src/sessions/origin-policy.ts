import type { IncomingHttpHeaders } from 'node:http';
import { ServiceConfig } from '../config/service-config.js';

const loopback = ['localhost', '127.0.0.1', '[::1]'];
const sameSite = ['same-origin', 'none'];

/**
 * Tells requests that another site makes a browser send. Cookies are SameSite=Lax already; this also covers websocket
 * handshakes and other ports of one host. A client that sends neither `Origin` nor `Sec-Fetch-Site` is no browser.
 */
export class OriginPolicy {
  private readonly origins: ReadonlySet<string>;

  constructor(config: Pick<ServiceConfig, 'shopOrigin'>) {
    const own = new URL(config.shopOrigin);
    // The names of this machine are one shop: which of them a person types makes no difference.
    const hosts = loopback.includes(own.hostname) ? loopback : [own.hostname];
    this.origins = new Set(hosts.map((host) => `${own.protocol}//${host}${own.port && `:${own.port}`}`));
  }

  /** Whether a request with these headers comes from another site's page. */
  isForeign(headers: IncomingHttpHeaders): boolean {
    const { origin } = headers;
    const site = headers['sec-fetch-site'];
    if (origin !== undefined && !this.origins.has(origin)) return true;
    return site !== undefined && !sameSite.includes(String(site));
  }
}
