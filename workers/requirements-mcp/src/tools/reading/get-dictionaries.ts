import { fitsResult, quoteWords, shorten } from '@aisystant/mcp';
import * as z from 'zod';
import { priorities, type RequirementType, relationshipTypes, statuses } from '../../domain/dictionaries.ts';
import { type Member, ROLES } from '../../domain/role.ts';
import { typesInUse } from '../require.ts';
import { reads, tool } from '../tool.ts';

const Entry = z.object({ id: z.string(), name: z.string(), description: z.string() });
const Person = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) });

/** `get_dictionaries`: what may be written in the fields. */
export const getDictionaries = tool({
  ...reads,
  id: 'get_dictionaries',
  title: 'Словари',
  intent: 'Какие есть виды, связи, статусы и участники?',
  useWhen: ['нужно имя или id вида, связи, статуса или участника'],
  doNotUseWhen: [{ case: 'нужны сами требования', use: 'search_requirements' }],
  semantics: 'next — куда можно перейти из статуса; первый статус получает новая запись.',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Какие бывают требования?', input: {}, answer: 'Виды с их id.' },
    { question: 'Кто в команде?', input: {}, answer: 'Участники и их роли.' },
  ],
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      requirement_types: z.array(Entry),
      relationship_types: z.array(Entry),
      statuses: z.array(
        z.object({
          entity_type: z.string(),
          statuses: z.array(z.object({ status: z.string(), next: z.array(z.string()) })),
        }),
      ),
      priorities: z.array(z.object({ priority: z.int(), name: z.string() })),
      members: z.array(Person),
      me: Person,
    }),
  async run(_, { services: { store }, services }) {
    const [members, me, types] = await Promise.all([store.members(), store.me(), typesInUse(services)]);
    const people = [...members.values()].slice(0, MOST_MEMBERS);
    return {
      ...brief(types, people, me),
      relationship_types: [...relationshipTypes],
      statuses,
      priorities,
      me,
    };
  },
  summarize: (dictionaries) =>
    [
      `Виды требований: ${dictionaries.requirement_types.map(({ name }) => name).join(', ')}.`,
      `Связи: ${dictionaries.relationship_types.map(({ name }) => name).join(', ')}.`,
      ...dictionaries.statuses.map(
        ({ entity_type, statuses: known }) =>
          `Статусы ${entity_type}: ${known.map(({ status }) => status).join(', ')}.`,
      ),
      `Приоритеты: ${dictionaries.priorities.map(({ priority, name }) => `${priority} ${name}`).join(', ')}.`,
      `Вы: ${quoteWords(dictionaries.me.name)}, ${dictionaries.me.role}.`,
      ...dictionaries.members.map(({ id, name, role }) => `${quoteWords(name)} (${role}): ${id}`),
    ].join('\n'),
});

/** A larger workspace would not fit into one answer. */
const MOST_MEMBERS = 200;
/** Most characters of all that is beside the types and the people. */
const RESERVED = 6_000;
/** How long the descriptions of types and the names of people may be, the first that fit. */
const BRIEF = [
  [500, 100],
  [200, 100],
  [80, 100],
  [80, 40],
  [20, 20],
  [1, 8],
] as const;

/** The types of requirements and the members, in fewer words where many long ones would not fit into one answer. */
function brief(types: readonly RequirementType[], people: readonly Member[], me: Member) {
  const answers = BRIEF.map(([description, name]) => ({
    requirement_types: types.map((type) => entryOf(type, description)),
    members: people.map((member) => ({ ...member, name: shorten(member.name, name) })),
  }));
  const fitting = answers.find((answer) => fitsResult([answer, me], RESERVED));
  return fitting ?? { requirement_types: types.map((type) => entryOf(type, 1)), members: [] };
}

function entryOf({ id, name, description }: RequirementType, characters: number): z.output<typeof Entry> {
  return { id, name, description: shorten(description, characters) };
}
