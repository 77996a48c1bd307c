import type { Reader } from '../kit/read.ts';
import { LONGEST_NAME } from './read-tree.ts';

/** How a relationship is drawn: an arrow to what must come first, or a line without direction. */
export type LinkType = 'depends_on' | 'blocks' | 'derives_from' | 'relates_to' | 'conflicts_with';

/** A relationship as it is written: what relates to what. */
export interface Link {
  readonly source: string;
  /** Null for a type that the picture does not know. */
  readonly type: LinkType | null;
  /** The type as it is read: «зависит от». */
  readonly words: string;
  readonly target: string;
  /** Number of the cycle that it is a part of, from 1 on; null when it is in none. */
  readonly cycle: number | null;
}

/** A requirement that relates to another. */
export interface Point {
  /** Reference id. */
  readonly name: string;
  readonly title: string | null;
  readonly cycle: number | null;
}

/** Requirements and what relates them. */
export interface Graph {
  readonly points: readonly Point[];
  readonly links: readonly Link[];
  /** Requirements that wait for each other, each list ending with its first. */
  readonly cycles: readonly (readonly string[])[];
}

/** What types are called in a sentence. */
const WORDS: Readonly<Record<LinkType, string>> = {
  depends_on: 'зависит от',
  blocks: 'блокирует',
  derives_from: 'выведено из',
  relates_to: 'связано с',
  conflicts_with: 'противоречит',
};

const TYPES = Object.keys(WORDS) as readonly LinkType[];

/** Reads the pages of `list_relationships`. */
export function readGraph(pages: readonly Reader[]): Graph {
  const cycles = pages[0]?.textLists('cycles').filter(({ length }) => length > 1) ?? [];
  const titles = new Map<string, string | null>();
  const links = pages
    .flatMap((page) => page.list('relationships'))
    .flatMap((row) => readLink(row, titles, cycles) ?? []);
  const points = [...titles].map(([name, title]) => ({
    name,
    title,
    cycle: cycleOf(cycles, (each) => each.includes(name)),
  }));
  return { points, links, cycles };
}

function readLink(row: Reader, titles: Map<string, string | null>, cycles: Graph['cycles']): Link | null {
  const [source, target] = [row.record('source'), row.record('target')].map((end) => {
    const name = end.longText('reference_id', LONGEST_NAME);
    if (name !== null) titles.set(name, end.text('title') ?? titles.get(name) ?? null);
    return name;
  });
  if (!source || !target) return null;
  const written = row.text('type');
  const type = TYPES.find((each) => each === written) ?? null;
  const link = { source, type, words: type === null ? (written ?? 'связано с') : WORDS[type], target };
  return { ...link, cycle: cycleOf(cycles, (cycle) => isStepOf(cycle, link)) };
}

/** Whether a requirement waits for the other end, and which way round; null for a line without direction. */
export function waitingOf({ source, type, target }: Pick<Link, 'source' | 'type' | 'target'>) {
  if (type === 'blocks') return { from: target, to: source };
  return type === 'depends_on' || type === 'derives_from' ? { from: source, to: target } : null;
}

function isStepOf(cycle: readonly string[], link: Pick<Link, 'source' | 'type' | 'target'>): boolean {
  const waiting = waitingOf(link);
  return waiting !== null && cycle.some((name, at) => name === waiting.from && cycle[at + 1] === waiting.to);
}

function cycleOf(cycles: Graph['cycles'], matches: (cycle: readonly string[]) => boolean): number | null {
  const at = cycles.findIndex(matches);
  return at === -1 ? null : at + 1;
}

/** The part of a graph that can be drawn: its cycles first, then what has most relationships. */
export function mostRelated({ points, links }: Graph, most: number): readonly Point[] {
  if (points.length <= most) return points;
  const degrees = new Map<string, number>();
  for (const end of links.flatMap(({ source, target }) => [source, target]))
    degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const weight = ({ name, cycle }: Point) => (cycle === null ? 0 : links.length * 2) + (degrees.get(name) ?? 0);
  const chosen = new Set([...points].sort((one, other) => weight(other) - weight(one)).slice(0, most));
  return points.filter((point) => chosen.has(point));
}
