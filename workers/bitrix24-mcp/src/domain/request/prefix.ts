/** Prefixes, the longest first: the first that fits is the one that is meant. */
const PREFIXES = ['!=%', '!%=', '!@', '!%', '!=', '>=', '<=', '=%', '%=', '!', '=', '>', '<', '@', '%'] as const;

/** A prefix of a condition; empty for an exact value. */
export type Prefix = (typeof PREFIXES)[number] | '';

/** The prefix and the column of a condition; the column in capitals, as the portal names it. */
export function splitKey(key: string): { readonly prefix: Prefix; readonly column: string } {
  const prefix = PREFIXES.find((each) => key.startsWith(each)) ?? '';
  return { prefix, column: upperName(key.slice(prefix.length)) };
}

/** `responsibleId` → `RESPONSIBLE_ID`. */
export function upperName(name: string): string {
  return /[a-z]/.test(name) ? name.replace(/(?<=[a-z0-9])([A-Z])/g, '_$1').toUpperCase() : name;
}
