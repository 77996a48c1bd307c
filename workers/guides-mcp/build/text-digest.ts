import { formsOf } from '@aisystant/search';

/** How many of its smallest hashes stand for a text. */
const SKETCH_SIZE = 12;
/** Words in a row that make one feature of a text. */
const SHINGLE = 4;

/** Hash of a text, 64 bits in hex; two texts of equal words have the same. */
export function digestOf(text: string): string {
  const words = formsOf(text).join(' ');
  return [0x811c9dc5, 0x01234567].map((seed) => hash(words, seed).toString(16).padStart(8, '0')).join('');
}

/** The smallest hashes of the word groups of a text: texts with common passages have common hashes. */
export function sketchOf(text: string): readonly number[] {
  const words = formsOf(text);
  const groups = words.map((_, at) => hash(words.slice(at, at + SHINGLE).join(' '), 0x811c9dc5));
  return [...new Set(groups)].sort((one, other) => one - other).slice(0, SKETCH_SIZE);
}

/** Share of common passages of two texts by their sketches, 0–1; 0 for texts too short to tell. */
export function similarity(one: readonly number[], other: readonly number[]): number {
  if (one.length < SKETCH_SIZE || other.length < SKETCH_SIZE) return 0;
  const smallest = [...new Set([...one, ...other])].sort((a, b) => a - b).slice(0, SKETCH_SIZE);
  return smallest.filter((value) => one.includes(value) && other.includes(value)).length / SKETCH_SIZE;
}

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
