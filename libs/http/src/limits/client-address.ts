import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';

/** Tells who is calling by the address, and writes no two addresses of one client differently. */
@Injectable()
export class ClientAddresses {
  /**
   * @param hops how many proxies stand before this process and add to `X-Forwarded-For` whom they were called by. With 0
   *   that header is not looked at, because anybody could have written it.
   */
  constructor(private readonly hops: number) {}

  /**
   * The client's address: the one that the farthest of the trusted proxies saw. What stands to the left of it in
   * `X-Forwarded-For` came from the client and is not believed. IPv4 in IPv6 is written as IPv4.
   */
  of({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
    const nearest = plain(socket.remoteAddress ?? '');
    if (this.hops === 0) return nearest;
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((address) => plain(address.trim()));
    const said = forwarded[Math.max(0, forwarded.length - this.hops)];
    return isIP(said) ? said : nearest;
  }
}

/**
 * What is counted as one client: an IPv4 address, or the /64 network of an IPv6 address. A household is given a whole /64,
 * so that counting its addresses one by one would count nothing.
 */
export function clientKey(address: string): string {
  if (!isIPv6(address)) return address;
  // The URL parser writes every IPv6 address in its one shortest form.
  const [, shortest] = /^\[(.*)\]$/.exec(new URL(`http://[${address.split('%', 1)[0]}]`).hostname) ?? [];
  const [head, tail] = shortest.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return `${[...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':')}::/64`;
}

function plain(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
