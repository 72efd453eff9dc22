import { describe, expect, it } from '@jest/globals';
import { clientKey } from './client-key.js';

describe('a client is counted', () => {
  it.each([
    ['by its IPv4 address', '203.0.113.9', '203.0.113.9'],
    ['by the IPv4 address inside a mapped one', '::ffff:203.0.113.9', '203.0.113.9'],
    ['by the /64 of its IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['with all unknown ones', undefined, 'unknown'],
    ['with all unknown ones, where it sends nonsense', '203.0.113.9, 10.0.0.1', 'unknown'],
  ])('%s', (_, address, key) => {
    expect(clientKey(address)).toBe(key);
  });
});
