import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REQUIREMENTS_ANSWERS } from '../../testing/requirements-answers.ts';
import { readerOf } from '../kit/read.ts';
import { type Link, mostRelated, readGraph } from './read-graph.ts';
import { coverageOf, gapsOf, itemsOf, type TreeNode, treeOf } from './read-tree.ts';

const answerOf = (name: string) => readerOf(REQUIREMENTS_ANSWERS.find((each) => each.name === name)?.answer);
const whole = answerOf('a tree with gaps');
const items = itemsOf([whole]);
const namesOf = (nodes: readonly TreeNode[]): unknown => nodes.map(({ name, below }) => [name, namesOf(below)]);
const flat = (nodes: readonly TreeNode[]): readonly TreeNode[] => nodes.flatMap((node) => [node, ...flat(node.below)]);

describe('a tree', () => {
  test('has each entity below the one that it is a part of', () => {
    expect(namesOf(treeOf(items))).toEqual([
      ['US-001', ['AC-001', 'AC-002', 'REQ-001', 'REQ-002'].map((name) => [name, []])],
      ['US-002', [['REQ-003', []]]],
      ['US-003', []],
    ]);
  });

  test('of any depths has every entity once, in its order', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.double(), fc.constant(null)), { maxLength: 40 }), (depths) => {
        const given = depths.map((depth, at) => readerOf({ depth, reference_id: `REQ-${at}` }));
        expect(flat(treeOf(given)).map(({ name }) => name)).toEqual(depths.map((_, at) => `REQ-${at}`));
      }),
    );
  });

  test('says how much of it lacks something, and that it does not know where the answer does not say', () => {
    expect([coverageOf(whole, 'criteria'), coverageOf(whole, 'test')]).toEqual([
      { all: 3, gaps: 2 },
      { all: 3, gaps: 1 },
    ]);
    expect(coverageOf(readerOf({}), 'criteria')).toEqual({ all: null, gaps: null });
  });

  test('can be shown with its gaps alone', () => {
    const shown = flat(gapsOf(treeOf(items)));
    expect(shown.map(({ name, gap }) => [name, gap])).toEqual([
      ['US-001', null],
      ['REQ-002', 'test'],
      ['US-002', 'criteria'],
      ['US-003', 'criteria'],
    ]);
  });
});

describe('a graph', () => {
  const { points, links, cycles } = readGraph([answerOf('relationships with a cycle')]);

  test('has every requirement once, and marks what is a part of a cycle', () => {
    expect(points.map(({ name }) => name).sort()).toEqual(
      [1, 2, 3, 4, 5, 6, 11, 12].map((at) => `REQ-${String(at).padStart(3, '0')}`),
    );
    expect(points.filter(({ cycle }) => cycle !== null).map(({ name }) => name)).toEqual(['REQ-011', 'REQ-012']);
    expect(links.filter(({ cycle }) => cycle === 1).map(({ source }) => source)).toEqual(['REQ-011', 'REQ-012']);
    expect(cycles).toEqual([['REQ-011', 'REQ-012', 'REQ-011']]);
  });

  test('knows the steps of a cycle that are written the other way round', () => {
    const end = (reference_id: string) => ({ reference_id, title: null });
    const page = readerOf({
      relationships: [
        { source: end('A'), type: 'depends_on', target: end('B') },
        { source: end('A'), type: 'blocks', target: end('B') },
        { source: end('A'), type: 'relates_to', target: end('B') },
      ],
      cycles: [['A', 'B', 'A']],
    });
    expect(readGraph([page]).links.map(({ cycle }) => cycle)).toEqual([1, 1, null]);
  });

  test('that is too large is drawn with its cycles first, then with what is related most', () => {
    const link = (source: string, target: string, cycle: number | null): Link => ({
      source,
      type: 'depends_on',
      words: '',
      target,
      cycle,
    });
    const large = {
      points: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, title: null, cycle: name === 'e' ? 1 : null })),
      links: [link('a', 'b', null), link('c', 'b', null), link('d', 'b', null), link('e', 'a', null)],
      cycles: [],
    };
    expect(mostRelated(large, 2).map(({ name }) => name)).toEqual(['b', 'e']);
    expect(mostRelated(large, 5)).toBe(large.points);
  });

  test('of anything is read without an error', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (relationships, found) => {
        readGraph([readerOf({ relationships, cycles: found })]);
        readGraph([readerOf({ relationships: [relationships], cycles: [found] })]);
      }),
    );
  });
});
