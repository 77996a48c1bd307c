import * as z from 'zod';
import { fields, Written } from '../fields.ts';
import { notFound, requireEntity, requireEntry, typesInUse } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { createEntity, writtenLine } from '../write-entity.ts';

/** `create_requirement`: makes a requirement of a story. */
export const createRequirement = tool({
  ...writes,
  id: 'create_requirement',
  title: 'Создать требование',
  intent: 'Запиши требование.',
  useWhen: ['из истории следует то, что можно проверить'],
  doNotUseWhen: [{ case: 'это условие приёмки', use: 'create_acceptance_criteria' }],
  semantics:
    'Новое требование — в статусе Draft; в ответе его номер (reference_id). acceptance_criteria_id — критерий, по которому его проверят.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Запиши: чужих встреч не видно',
      input: { title: 'Видны только свои встречи', user_story_id: 'US-001', type_id: 'Functional', priority: 1 },
      answer: 'REQ-001.',
    },
    {
      question: 'Ответ не дольше секунды',
      input: { title: 'Ответ за секунду', user_story_id: 'US-001', type_id: 'non-functional', priority: 2 },
      answer: 'REQ-002.',
    },
  ],
  input: () =>
    z.strictObject({
      title: fields.title,
      user_story_id: fields.key('US-001'),
      type_id: z
        .string()
        .min(1)
        .max(64)
        .describe(
          'имя или id вида: Functional, Non-Functional, Business Rule, Interface, Data или свой (get_dictionaries)',
        ),
      priority: fields.priority,
      description: fields.description.optional(),
      acceptance_criteria_id: fields.key('AC-001').optional(),
      assignee_id: fields.assignee.optional().describe('id участника; без него отвечает автор'),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () => Written,
  async run({ user_story_id, type_id, acceptance_criteria_id: criteriaKey, ...input }, { services, now }) {
    const { id, name } = requireEntry(await typesInUse(services), type_id, 'type_id');
    const story = await requireEntity(services, user_story_id, 'user_story_id', 'user_story');
    const criteria =
      criteriaKey === undefined
        ? null
        : await requireEntity(services, criteriaKey, 'acceptance_criteria_id', 'acceptance_criteria');
    if (criteria !== null && criteria.parentId !== story.id) throw notFound('acceptance_criteria_id');
    const place = { parentId: story.id, criteriaId: criteria?.id ?? null, requirementType: { id, name } };
    return createEntity(services, now, { type: 'requirement', ...place, ...input });
  },
  summarize: writtenLine,
});
