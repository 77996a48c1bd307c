import { fitsResult, shorten } from '@aisystant/mcp';
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
    const shown = [...members.values()].slice(0, MOST_MEMBERS);
    return {
      requirement_types: briefTypes(types, shown),
      relationship_types: [...relationshipTypes],
      statuses,
      priorities,
      members: shown,
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
      `Вы: ${dictionaries.me.name}, ${dictionaries.me.role}.`,
      ...dictionaries.members.map(({ id, name, role }) => `${name} (${role}): ${id}`),
    ].join('\n'),
});

/** A larger workspace would not fit into one answer. */
const MOST_MEMBERS = 200;
/** Most characters of all that is beside the types and the members. */
const RESERVED = 6_000;
/** How long the descriptions of types may be, the first that fits beside the members. */
const BRIEF = [500, 200, 80];

/** The types of requirements, with shorter descriptions where many long ones would not fit into one answer. */
function briefTypes(types: readonly RequirementType[], beside: readonly Member[]): z.output<typeof Entry>[] {
  const brief = (characters: number) =>
    types.map(({ id, name, description }) => ({ id, name, description: shorten(description, characters) }));
  return BRIEF.map(brief).find((entries) => fitsResult([entries, beside], RESERVED)) ?? brief(1);
}
