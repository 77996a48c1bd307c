import * as z from 'zod';
import { editFields, fields, Written } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { updateEntity, writtenLine } from '../write-entity.ts';

/** `update_epic`: changes an epic. */
export const updateEpic = tool({
  ...writes,
  id: 'update_epic',
  title: 'Изменить эпик',
  intent: 'Поменяй эпик.',
  useWhen: ['человек меняет название, описание, приоритет, статус или ответственного'],
  doNotUseWhen: [{ case: 'эпика ещё нет', use: 'create_epic' }],
  semantics: 'Меняет только названные поля и только ту версию, которую видели (expected_version, её даёт get_entity).',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Берём EP-1 в работу',
      input: { epic_id: 'EP-001', status: 'in_progress', expected_version: 1 },
      answer: 'Версия 2.',
    },
    {
      question: 'EP-1 теперь не срочный',
      input: { epic_id: 'EP-001', priority: 3, expected_version: 2 },
      answer: 'Версия 3.',
    },
  ],
  input: () =>
    z.strictObject({
      epic_id: fields.key('EP-001'),
      ...editFields,
    }),
  output: () => Written,
  run: async ({ epic_id, ...edit }, { services, now }) =>
    updateEntity(services, now, await requireEntity(services, epic_id, 'epic_id', 'epic'), edit),
  summarize: writtenLine,
});
