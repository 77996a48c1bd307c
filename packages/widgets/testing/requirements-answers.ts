import type { Answer } from './answer.ts';

const widget = { widget: 'requirements', server: 'requirements-mcp' };
const tree = { ...widget, tool: 'get_hierarchy', input: { id: 'EP-001' } };
const graph = { ...widget, tool: 'list_relationships', input: {} };

const TYPES = { EP: 'epic', US: 'user_story', AC: 'acceptance_criteria', REQ: 'requirement' } as const;

/** An entity of a tree, as `get_hierarchy` gives it. */
function entity(reference_id: string, title: string | null, status: string | null = 'Draft') {
  const [kind = 'EP'] = reference_id.split('-');
  return {
    id: `id of ${reference_id}`,
    reference_id,
    type: TYPES[kind as keyof typeof TYPES],
    title,
    status,
    priority: title === null ? null : 2,
    version: 1,
  };
}

const place = (depth: number, of: ReturnType<typeof entity>, lacks: readonly string[] = []) => ({
  ...of,
  depth,
  missing_criteria: lacks.includes('criteria'),
  missing_test: lacks.includes('test'),
});

const coverage = (stories: number, withoutCriteria: number, requirements: number, withoutTests: number) => ({
  stories,
  stories_without_criteria: withoutCriteria,
  requirements,
  requirements_without_tests: withoutTests,
});

const end = (reference_id: string, title: string | null = `Требование ${reference_id}`) => ({
  id: `id of ${reference_id}`,
  reference_id,
  title,
});

const related = (source: string, type: string, target: string) => ({
  id: `${source} ${type} ${target}`,
  source: end(source),
  type,
  target: end(target),
  created_at: '2026-11-27T09:30:00.000Z',
  created_by: 'member-1',
});

/** A story with its criterion and its requirements. */
const story = (number: number) => [
  place(1, entity(`US-${number}`, `История ${number}`, 'Backlog')),
  place(2, entity(`AC-${number}`, null, null)),
  ...Array.from({ length: 6 }, (_, at) => place(2, entity(`REQ-${number}${at}`, `Требование ${number}${at}`))),
];

/** A tree with gaps, the first part of a large one, one without anything; relationships of all types with a cycle, and none. */
export const REQUIREMENTS_ANSWERS: readonly Answer[] = [
  {
    ...tree,
    name: 'a tree with gaps',
    answer: {
      root: entity('EP-001', 'Записи встреч', 'In Progress'),
      coverage: coverage(3, 2, 3, 1),
      truncated: false,
      items: [
        place(1, entity('US-001', 'Список своих записей', 'Done')),
        place(2, entity('AC-001', null, null)),
        place(2, entity('AC-002', null, null)),
        place(2, entity('REQ-001', 'Видны только встречи, где человек участвовал', 'Active')),
        place(2, entity('REQ-002', 'Список приходит страницами с курсором'), ['test']),
        place(1, entity('US-002', 'Расшифровка встречи', 'In Progress'), ['criteria']),
        place(2, entity('REQ-003', 'Реплики идут по времени, с именем говорящего', 'Obsolete')),
        place(1, entity('US-003', 'Поиск по словам', 'Backlog'), ['criteria']),
      ],
      next_cursor: null,
    },
  },
  {
    ...tree,
    name: 'a part of a large tree',
    answer: {
      root: entity('EP-002', 'Поиск по расшифровкам'),
      coverage: coverage(240, 0, 1_440, 17),
      truncated: true,
      items: Array.from({ length: 8 }, (_, at) => story(101 + at)).flat(),
      next_cursor: 'дальше',
    },
  },
  {
    ...tree,
    name: 'an empty epic',
    answer: {
      root: entity('EP-003', 'Замысел'),
      coverage: coverage(0, 0, 0, 0),
      truncated: false,
      items: [],
      next_cursor: null,
    },
  },
  {
    ...graph,
    name: 'relationships with a cycle',
    answer: {
      relationships: [
        related('REQ-001', 'depends_on', 'REQ-004'),
        related('REQ-002', 'depends_on', 'REQ-001'),
        related('REQ-004', 'blocks', 'REQ-003'),
        related('REQ-005', 'derives_from', 'REQ-001'),
        related('REQ-002', 'relates_to', 'REQ-003'),
        related('REQ-006', 'conflicts_with', 'REQ-005'),
        related('REQ-011', 'depends_on', 'REQ-012'),
        related('REQ-012', 'depends_on', 'REQ-011'),
      ],
      cycles: [['REQ-011', 'REQ-012', 'REQ-011']],
      next_cursor: null,
    },
  },
  { ...graph, name: 'no relationships', answer: { relationships: [], cycles: [], next_cursor: null } },
];
