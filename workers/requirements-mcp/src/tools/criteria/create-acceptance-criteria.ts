import * as z from 'zod';
import { fields, Written } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { createEntity, writtenLine } from '../write-entity.ts';

/** `create_acceptance_criteria`: makes an acceptance criterion of a story. */
export const createAcceptanceCriteria = tool({
  ...writes,
  id: 'create_acceptance_criteria',
  title: 'Создать критерий приёмки',
  intent: 'Запиши, когда история готова.',
  useWhen: ['договорились, как проверить историю'],
  doNotUseWhen: [{ case: 'это требование к системе', use: 'create_requirement' }],
  semantics: 'Описание по EARS: КОГДА <условие>, ТОГДА система <делает> (WHEN… THEN the system SHALL…).',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Критерий для US-1',
      input: { user_story_id: 'US-001', description: 'КОГДА почта не рабочая, ТОГДА система отказывает во входе' },
      answer: 'AC-001.',
    },
    {
      question: 'И ещё один',
      input: { user_story_id: 'US-001', description: 'WHEN the session ends THEN the system SHALL ask to sign in' },
      answer: 'AC-002.',
    },
  ],
  input: () =>
    z.strictObject({
      user_story_id: fields.key('US-001'),
      description: fields.description.trim().min(1),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () => Written,
  async run({ user_story_id, ...input }, { services, now }) {
    const story = await requireEntity(services, user_story_id, 'user_story_id', 'user_story');
    return createEntity(services, now, { type: 'acceptance_criteria', parentId: story.id, ...input });
  },
  summarize: writtenLine,
});
