/**
 * The key under which the requests of an address are counted. A subscriber of IPv6 has at least a whole /64, 2^64
 * addresses, so these are counted together: `2001:db8:0:1::/64`. An IPv4 address is its own key, also where it is written
 * as an IPv6 one (`::ffff:192.0.2.1`); so is anything that is no address.
 */
export function addressKey(address: string): string {
  const parts = partsOf(address);
  if (!parts) return address;
  const [high = 0, low = 0] = parts.slice(6);
  const isMapped = parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  const network = parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight numbers of an IPv6 address, however it is written; `null` for anything else. */
function partsOf(address: string): number[] | null {
  // The parser of addresses knows every spelling, and gives back one: hexadecimal, the longest run of zeroes left out.
  const host = /^[\da-f:.]+$/i.test(address) ? URL.parse(`http://[${address}]`)?.hostname : undefined;
  if (host === undefined) return null;
  const [before = '', after] = host.slice(1, -1).split('::');
  const head = numbersOf(before);
  const tail = numbersOf(after ?? '');
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function numbersOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16));
}
