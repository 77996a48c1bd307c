import type { Reader } from '../kit/read.ts';

/** What an entity lacks: a story its acceptance criteria, a requirement the criterion that checks it. */
export type Gap = 'criteria' | 'test';

/** An entity of a tree, with what is below it. */
export interface TreeNode {
  /** Reference id; null when the answer has none. */
  readonly name: string | null;
  readonly type: 'epic' | 'user_story' | 'acceptance_criteria' | 'requirement' | null;
  readonly title: string | null;
  readonly status: string | null;
  readonly gap: Gap | null;
  readonly below: readonly TreeNode[];
}

/** How many of a type there are, and how many of them lack something; null when the answer does not say. */
export interface Coverage {
  readonly all: number | null;
  readonly gaps: number | null;
}

/** Most entities of one page of an answer that are shown. */
const MOST_OF_A_PAGE = 2_000;
/** Most characters of a reference id; a real one has ten. */
export const LONGEST_NAME = 20;
/** Deepest place: an epic has stories, and those criteria and requirements. */
const DEEPEST = 4;

const TYPES = ['epic', 'user_story', 'acceptance_criteria', 'requirement'] as const;

const GAPS = [
  { gap: 'criteria', type: 'user_story', field: 'missing_criteria' },
  { gap: 'test', type: 'requirement', field: 'missing_test' },
] as const;

const typeOf = (item: Reader): TreeNode['type'] => TYPES.find((type) => type === item.text('type')) ?? null;

/** The entities of all pages of `get_hierarchy`, each before what is below it. */
export function itemsOf(pages: readonly Reader[]): readonly Reader[] {
  return pages.flatMap((page) => page.list('items', MOST_OF_A_PAGE));
}

/** The tree that a list of entities with depths describes. What is too deep is put below the entity before it. */
export function treeOf(items: readonly Reader[]): readonly TreeNode[] {
  const top: TreeNode[] = [];
  const path: TreeNode[][] = [top];
  for (const item of items) {
    const depth = Math.min(Math.max(item.count('depth') ?? 1, 1), path.length, DEEPEST);
    const below: TreeNode[] = [];
    path[depth - 1]?.push(nodeOf(item, below));
    path.length = depth;
    path.push(below);
  }
  return top;
}

/** An entity, above `below`. */
export function nodeOf(item: Reader, below: readonly TreeNode[] = []): TreeNode {
  const type = typeOf(item);
  return {
    name: item.longText('reference_id', LONGEST_NAME),
    type,
    title: item.text('title'),
    status: item.text('status'),
    gap: GAPS.find((each) => each.type === type && item.isTrue(each.field))?.gap ?? null,
    below,
  };
}

/** How much of the whole tree lacks something. */
export function coverageOf(answer: Reader, gap: Gap): Coverage {
  const coverage = answer.record('coverage');
  const [all, gaps] = COVERAGE[gap];
  return { all: coverage.count(all), gaps: coverage.count(gaps) };
}

const COVERAGE = {
  criteria: ['stories', 'stories_without_criteria'],
  test: ['requirements', 'requirements_without_tests'],
} as const;

/** The same tree with those entities alone that lack something, and what they are below. */
export function gapsOf(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.flatMap((node) => {
    const below = gapsOf(node.below);
    return node.gap === null && below.length === 0 ? [] : [{ ...node, below }];
  });
}
