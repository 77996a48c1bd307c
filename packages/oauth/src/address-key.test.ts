import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey } from './address-key.ts';

const hextet = fc.integer({ min: 0, max: 0xffff });
const octet = fc.integer({ min: 0, max: 0xff });
const hextets = (count: number) => fc.array(fc.oneof(hextet, fc.constant(0)), { minLength: count, maxLength: count });
/** One of the spellings of a group. */
const spelling = fc.constantFrom<(part: number) => string>(
  (part) => part.toString(16),
  (part) => part.toString(16).toUpperCase(),
  (part) => part.toString(16).padStart(4, '0'),
);

/** Compresses the first run of zero groups. */
function shortened(address: string): string {
  return address.replace(/(^|:)0+(:0+)+(:|$)/, '::');
}

describe('the rate limit key of an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:ffff::', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1', 'fe80:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['unknown', 'unknown'],
    ['not:an:address', 'not:an:address'],
    ['', ''],
  ])('of %s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  test('is the same for all spellings of all addresses of a /64', () => {
    fc.assert(
      fc.property(hextets(4), hextets(4), hextets(4), spelling, fc.boolean(), (network, one, other, write, short) => {
        fc.pre(network.some((part) => part !== 0));
        const written = (host: number[]) => {
          const address = [...network, ...host].map(write).join(':');
          return addressKey(short ? shortened(address) : address);
        };
        expect(written(one)).toBe(written(other));
        expect(written(one)).toBe(`${network.map((part) => part.toString(16)).join(':')}::/64`);
      }),
    );
  });

  test('differs between /64 networks', () => {
    fc.assert(
      fc.property(hextets(4), hextets(4), hextets(4), (network, other, host) => {
        fc.pre(network.join() !== other.join() && network.some(Boolean) && other.some(Boolean));
        expect(addressKey([...network, ...host].map((part) => part.toString(16)).join(':'))).not.toBe(
          addressKey([...other, ...host].map((part) => part.toString(16)).join(':')),
        );
      }),
    );
  });

  test('is the same for an IPv4 address and its IPv4-mapped IPv6 address', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, (...octets) => {
        const address = octets.join('.');
        expect(addressKey(address)).toBe(address);
        expect(addressKey(`::ffff:${address}`)).toBe(address);
      }),
    );
  });

  test('exists for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => typeof addressKey(text) === 'string'));
  });
});
