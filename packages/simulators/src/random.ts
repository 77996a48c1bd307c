/** Numbers that look random and are the same at every start. */
export interface Random {
  /** A whole number from 0 to `below` − 1. */
  below(limit: number): number;
  /** One of a list. */
  of<T>(list: readonly T[]): T;
  /** Different ones of a list, in random order; all of them when there are fewer. */
  some<T>(list: readonly T[], count: number): readonly T[];
}

/** A generator (mulberry32) of the same numbers for the same seed. */
export function random(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    some(list, count) {
      const left = [...list];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)).flat();
    },
  };
}
