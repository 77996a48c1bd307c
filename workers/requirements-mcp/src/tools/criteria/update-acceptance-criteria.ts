import * as z from 'zod';
import { fields, Written } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { updateEntity, writtenLine } from '../write-entity.ts';

/** `update_acceptance_criteria`: changes an acceptance criterion. */
export const updateAcceptanceCriteria = tool({
  ...writes,
  id: 'update_acceptance_criteria',
  title: 'Изменить критерий приёмки',
  intent: 'Поменяй критерий приёмки.',
  useWhen: ['критерий уточнился'],
  doNotUseWhen: [{ case: 'критерия ещё нет', use: 'create_acceptance_criteria' }],
  semantics: 'У критерия есть только описание; меняет, если версия ещё та, что видели.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Уточни AC-1',
      input: {
        acceptance_criteria_id: 'AC-001',
        description: 'КОГДА почта не рабочая, ТОГДА система объясняет отказ',
        expected_version: 1,
      },
      answer: 'Версия 2.',
    },
    {
      question: 'Уточни AC-1 ещё раз',
      input: { acceptance_criteria_id: 'AC-001', description: 'КОГДА почты нет, ТОГДА входа нет', expected_version: 2 },
      answer: 'Версия 3; CONFLICT, если его успели изменить.',
    },
  ],
  input: () =>
    z.strictObject({
      acceptance_criteria_id: fields.key('AC-001'),
      description: fields.description.trim().min(1),
      expected_version: fields.expectedVersion,
    }),
  output: () => Written,
  async run({ acceptance_criteria_id: key, ...edit }, { services, now }) {
    const criteria = await requireEntity(services, key, 'acceptance_criteria_id', 'acceptance_criteria');
    return updateEntity(services, now, criteria, edit);
  },
  summarize: writtenLine,
});
