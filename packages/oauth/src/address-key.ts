/**
 * The rate limit key of a client address. An IPv6 subscriber controls at least a /64, so IPv6 addresses share the key of
 * their network: `2001:db8:0:1::/64`. IPv4 addresses, IPv4-mapped ones (`::ffff:192.0.2.1`) included, have a key each.
 * Anything else is returned unchanged.
 */
export function addressKey(address: string): string {
  const groups = parseIpv6(address);
  if (!groups) return address;
  const [high = 0, low = 0] = groups.slice(6);
  const isIpv4Mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isIpv4Mapped) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight 16-bit groups of an IPv6 address; `null` for anything else. */
function parseIpv6(address: string): number[] | null {
  // The URL parser accepts every spelling and returns the canonical one: hexadecimal, with the longest run of zeroes compressed.
  const host = /^[\da-f:.]+$/i.test(address) ? URL.parse(`http://[${address}]`)?.hostname : undefined;
  if (host === undefined) return null;
  const [before = '', after] = host.slice(1, -1).split('::');
  const head = parseGroups(before);
  const tail = parseGroups(after ?? '');
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function parseGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
