import { stems } from './words.ts';

/** Neighbouring words that make a quotation when two texts share them: shorter runs occur by chance. */
const RUN = 5;

/** Hashes of all runs of neighbouring words of a text: enough to recognise a copy, and not the text itself. */
export function runsOf(text: string): readonly number[] {
  const list = stems(text);
  return list.slice(RUN - 1).map((_, start) => hashOf(list.slice(start, start + RUN).join(' ')));
}

/** Share of the words of a text, 0..1, that belong to a run of words of the sources. */
export function copyRatio(text: string, sources: ReadonlySet<number>): number {
  const list = stems(text);
  if (list.length === 0) return 0;
  const copied = new Set<number>();
  for (const [start, run] of runsOf(text).entries()) {
    if (sources.has(run)) for (let i = 0; i < RUN; i += 1) copied.add(start + i);
  }
  return copied.size / list.length;
}

/** How alike two texts are, 0..1: words in common by all words of both, each counted once. */
export function likeness(one: string, other: string): number {
  const [left, right] = [new Set(stems(one)), new Set(stems(other))];
  const common = [...left].filter((stem) => right.has(stem)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 0 : common / all;
}

/** Hashes as text, four characters each: texts joined are the hashes of both. */
export function packRuns(runs: readonly number[]): string {
  return btoa(runs.map((run) => String.fromCharCode(run >>> 16, (run >>> 8) & 0xff, run & 0xff)).join(''));
}

/** The hashes of a text that {@link packRuns} made. */
export function unpackRuns(packed: string): readonly number[] {
  const bytes = atob(packed);
  const at = (i: number) => bytes.charCodeAt(i);
  return Array.from(
    { length: bytes.length / 3 },
    (_, i) => at(3 * i) * 0x10000 + at(3 * i + 1) * 0x100 + at(3 * i + 2),
  );
}

/** FNV-1a, 24 bits. A collision among some thousand runs is rare, and one run alone never decides. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash >>> 8;
}
