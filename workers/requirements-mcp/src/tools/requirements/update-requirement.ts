import * as z from 'zod';
import { editFields, fields, Written } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { updateEntity, writtenLine } from '../write-entity.ts';

/** `update_requirement`: changes a requirement. */
export const updateRequirement = tool({
  ...writes,
  id: 'update_requirement',
  title: 'Изменить требование',
  intent: 'Поменяй требование.',
  useWhen: ['требование уточнилось, принято или устарело'],
  doNotUseWhen: [{ case: 'требования ещё нет', use: 'create_requirement' }],
  semantics:
    'Меняет только названные поля, если версия ещё та, что видели. Draft → Active или Obsolete, Active → Obsolete, Obsolete → Active.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'REQ-1 принято',
      input: { requirement_id: 'REQ-001', status: 'active', expected_version: 1 },
      answer: 'Версия 2.',
    },
    {
      question: 'REQ-1 срочное',
      input: { requirement_id: 'REQ-001', priority: 1, expected_version: 2 },
      answer: 'Версия 3.',
    },
  ],
  input: () =>
    z.strictObject({
      requirement_id: fields.key('REQ-001'),
      ...editFields,
    }),
  output: () => Written,
  run: async ({ requirement_id, ...edit }, { services, now }) =>
    updateEntity(services, now, await requireEntity(services, requirement_id, 'requirement_id', 'requirement'), edit),
  summarize: writtenLine,
});
