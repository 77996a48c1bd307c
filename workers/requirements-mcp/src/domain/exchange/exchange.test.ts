import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requirementTypes } from '../dictionaries.ts';
import type { Entity } from '../entity.ts';
import { referenceIdOf } from '../reference-id.ts';
import { EMPTY, workspace } from './any-workspace.ts';
import { exchangeDocument } from './exchange-document.ts';
import { exchangeMarkdown } from './markdown.ts';
import { MOST_ROWS, readImport } from './read-import.ts';

describe('a file', () => {
  test('is read back as what was written', () => {
    fc.assert(
      fc.property(workspace, ({ entities, relationships }) => {
        const written = exchangeDocument(entities, relationships);
        const { rows, relationships: read, problems } = readImport(JSON.stringify(written), requirementTypes);
        expect(problems).toEqual([]);
        expect(rows).toHaveLength(entities.length);
        expect(read).toHaveLength(relationships.length);
        // Numbered as they come, the rows make the same file but for the numbers.
        const again = rows.map((row, n) => {
          const of = (at: number | null) => (at === null ? null : `row ${at}`);
          const number = rows.slice(0, n + 1).filter(({ type }) => type === row.type).length;
          const place = { parentId: of(row.parent), criteriaId: of(row.criteria) };
          return { ...EMPTY, ...row, ...place, id: `row ${n}`, referenceId: referenceIdOf(row.type, number) };
        });
        const arrows = read.map(({ source, target, type }) => ({
          sourceId: `row ${source}`,
          targetId: `row ${target}`,
          type,
        }));
        expect(withoutRefs(exchangeDocument(again, arrows))).toEqual(withoutRefs(written));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['no JSON', '{', '', 'Это не JSON.'],
    ['another format', '{"format":"x","epics":[]}', 'format', 'requirements/1'],
    ['an unknown field', file({ other: 1 }), 'other', 'Такого поля нет'],
    ['nothing', file({}), 'epics', 'Здесь нет записей.'],
    ['an epic without a title', file({ epics: [{ priority: 1 }] }), 'epics.0.title', 'Обязательное поле'],
    ['an epic of spaces', file({ epics: [{ title: '  ', priority: 1 }] }), 'epics.0.title', 'короче'],
    ['a priority of 5', file({ epics: [{ title: 'x', priority: 5 }] }), 'epics.0.priority', '4'],
    [
      'a status of requirements',
      file({ epics: [{ title: 'x', priority: 1, status: 'Active' }] }),
      'epics.0.status',
      'статуса',
    ],
    ['half of a character', file({ epics: [{ title: '\ud83c', priority: 1 }] }), 'epics.0.title', 'половина знака'],
    ['an epic that is a word', file({ epics: ['x'] }), 'epics.0', 'объект'],
  ])('with %s is refused, with the place', (_, json, path, problem) => {
    expect(readImport(json, requirementTypes).problems).toContainEqual({
      path,
      problem: expect.stringContaining(problem),
    });
  });

  test('has no relationship without both of its ends', () => {
    const ends = ['a', 'b'].map((id) => ({ ...EMPTY, id, type: 'requirement' as const, referenceId: id }));
    const relationships = [{ sourceId: 'a', targetId: 'b', type: 'blocks' as const }];
    expect(exchangeDocument(ends, relationships).relationships).toHaveLength(1);
    for (const end of ends) expect(exchangeDocument([end], relationships).relationships).toEqual([]);
  });

  test('names all that is wrong, and not only the first', () => {
    const story = {
      title: 'с',
      priority: 1,
      description: 'без роли',
      acceptance_criteria: [{ ref: 'c', description: 'к' }, { description: '' }],
      requirements: [
        { ref: 'a', title: 'т', priority: 1, type: 'magic' },
        { ref: 'a', title: 'т', priority: 1, type: 'data', acceptance_criteria: 'none' },
        { ref: 'b', title: 'т', priority: 1, type: 'data' },
      ],
    };
    const other = {
      title: 'д',
      priority: 1,
      requirements: [{ title: 'т', priority: 1, type: 'Data', acceptance_criteria: 'c' }],
    };
    const relationships = [
      { source: 'a', type: 'needs', target: 'a' },
      { source: 'c', type: 'blocks', target: 'x' },
      { source: 'a', type: 'blocks', target: 'a' },
      { source: 'a', type: 'Blocks', target: 'b' },
      { source: 'a', type: 'blocks', target: 'b' },
    ];
    const json = file({ epics: [{ title: 'э', priority: 1, user_stories: [story, other] }], relationships });
    expect(
      readImport(json, requirementTypes)
        .problems.map(({ path }) => path)
        .sort(),
    ).toEqual(
      [
        'epics.0.user_stories.0.description',
        'epics.0.user_stories.0.acceptance_criteria.1.description',
        'epics.0.user_stories.0.requirements.0.type',
        'epics.0.user_stories.0.requirements.1.acceptance_criteria',
        'epics.0.user_stories.0.requirements.1.ref',
        'epics.0.user_stories.1.requirements.0.acceptance_criteria',
        'relationships.0.type',
        'relationships.1.source',
        'relationships.1.target',
        'relationships.2',
        'relationships.4',
      ].sort(),
    );
  });

  test('has requirements that detail criteria, and no other requirements', () => {
    const requirement = (ref: string) => ({ ref, title: ref, priority: 1, type: 'Data' });
    const requirements = [requirement('a'), { ...requirement('b'), acceptance_criteria: 'a' }];
    const story = { title: 'и', priority: 1, requirements };
    const json = file({ epics: [{ title: 'э', priority: 1, user_stories: [story] }] });
    expect(readImport(json, requirementTypes).problems.map(({ path }) => path)).toEqual([
      'epics.0.user_stories.0.requirements.1.acceptance_criteria',
    ]);
  });

  test('has a limit of rows and relationships together', () => {
    const epics = (count: number) => Array.from({ length: count }, () => ({ title: 'x', priority: 1 }));
    expect(readImport(file({ epics: epics(MOST_ROWS) }), requirementTypes).problems).toEqual([]);
    expect(readImport(file({ epics: epics(MOST_ROWS + 1) }), requirementTypes).problems).toHaveLength(1);
    const requirements = ['a', 'b'].map((ref) => ({ ref, title: ref, priority: 1, type: 'Data' }));
    const story = { title: 'и', priority: 1, requirements };
    const related = (count: number) => ({
      epics: [{ title: 'э', priority: 1, user_stories: [story] }, ...epics(count)],
      relationships: [{ source: 'a', type: 'blocks', target: 'b' }],
    });
    expect(readImport(file(related(MOST_ROWS - 5)), requirementTypes).problems).toEqual([]);
    expect(readImport(file(related(MOST_ROWS - 4)), requirementTypes).problems).toHaveLength(1);
  });
});

describe('Markdown', () => {
  test('has a heading for each epic, story and requirement, and no words of a person begin another', () => {
    fc.assert(
      fc.property(workspace, ({ entities, relationships }) => {
        const markdown = exchangeMarkdown(exchangeDocument(entities, relationships), 'Толк');
        const headings = markdown.split('\n').filter((line) => line.startsWith('#'));
        const named = entities.filter(({ type }) => type !== 'acceptance_criteria');
        const links = relationships.length > 0 ? 1 : 0;
        expect(headings).toHaveLength(1 + named.length + links);
        for (const { referenceId } of named) expect(headings.join('\n')).toContain(referenceId);
        // A tag, a link or code of a person would need an unescaped sign.
        expect(markdown).not.toMatch(/(?<!\\)(?:\\\\)*[<`[\]]/);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['Порядок\n---\nа', '> Порядок\n> \\---\n> а'],
    ['Порядок\n  ===', '> Порядок\n>  \\==='],
    ['- раз\n+ два', '> \\- раз\n> \\+ два'],
    ['1. раз\n2) два', '> 1\\. раз\n> 2\\) два'],
    ['раз\r\nдва\rтри', '> раз\n> два\n> три'],
    ['&lt;b&gt;', '> \\&lt;b\\&gt;'],
    ['В 1.5 раза - и не больше', '> В 1.5 раза - и не больше'],
  ])('shows the words of a person as they are, and makes no heading or list of them: %j', (description, shown) => {
    const epic: Entity = { ...EMPTY, id: 'e', type: 'epic', referenceId: 'EP-001', title: 'Вход', description };
    expect(exchangeMarkdown(exchangeDocument([epic], []), 'Толк')).toContain(`\n\n${shown}\n`);
  });
});

test('a report names what is wrong below a row that is wrong too, and takes no name of the file for absent', () => {
  const requirement = { title: 'Т', priority: 1, type: 'Data', acceptance_criteria: 'k' };
  const requirements = [
    { ...requirement, ref: 'a', priority: 9 },
    { ...requirement, ref: 'b' },
    { ...requirement, type: 'Нет' },
  ];
  const story = { title: 'С', priority: 1, state: 'done', acceptance_criteria: [{ ref: 'k' }], requirements };
  const relationships = [{ source: 'a', type: 'blocks', target: 'b' }];
  const json = file({ epics: [{ priority: 1, user_stories: [story] }], relationships });
  const { problems, rows } = readImport(json, requirementTypes);
  expect(problems.map(({ path }) => path)).toEqual([
    'epics.0.title',
    'epics.0.user_stories.0.state',
    'epics.0.user_stories.0.acceptance_criteria.0.description',
    'epics.0.user_stories.0.requirements.0.priority',
    'epics.0.user_stories.0.requirements.2.type',
  ]);
  expect(rows).toHaveLength(6);
});

function file(content: object): string {
  return JSON.stringify({ format: 'requirements/1', ...content });
}

/** A file without the names inside it, each `ref` by its order. */
function withoutRefs(document: object): unknown {
  const refs: string[] = [];
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (!['ref', 'source', 'target'].includes(key) && !(key === 'acceptance_criteria' && typeof value === 'string'))
      return value;
    return key === 'ref' ? refs.push(value) : typeof value;
  });
}
