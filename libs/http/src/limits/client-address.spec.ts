import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { ClientAddresses, clientKey } from './client-address.js';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  it.each([
    [0, '198.51.100.1', undefined, '198.51.100.1'],
    [0, '198.51.100.1', '203.0.113.9', '198.51.100.1'],
    [1, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [1, '10.0.0.1', '192.0.2.66, 203.0.113.9', '203.0.113.9'],
    [2, '10.0.0.1', '192.0.2.66, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    // Somebody went past the first proxy.
    [2, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [1, '10.0.0.1', undefined, '10.0.0.1'],
    [1, '10.0.0.1', 'unknown', '10.0.0.1'],
    [1, '10.0.0.1', "203.0.113.9'; DROP TABLE", '10.0.0.1'],
    [0, '::ffff:198.51.100.1', undefined, '198.51.100.1'],
    [1, '::1', '2001:db8::7', '2001:db8::7'],
  ])('behind %i proxies, called by %s with %s, is %s', (hops, nearest, forwarded, expected) => {
    expect(new ClientAddresses(hops).of(request(nearest, forwarded))).toBe(expected);
  });

  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s is counted as %s', (address, key) => {
    expect(clientKey(address)).toBe(key);
  });
});
