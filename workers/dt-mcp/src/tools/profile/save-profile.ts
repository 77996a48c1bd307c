import { cut, expectedVersionField, fitsResult, quoteWords, RECORD_TOO_LONG, ToolError, unwrap } from '@aisystant/mcp';
import * as z from 'zod';
import {
  EMPTY_PROFILE,
  PROFILE_FIELDS,
  type Profile,
  patchProfile,
  TIME_ZONE_FIELD,
} from '../../domain/profile/profile.ts';
import { requireSaved } from '../require.ts';
import { tool } from '../tool.ts';
import { DEFAULT_TIME_ZONE } from '../zone.ts';
import { fieldsOnWire, ProfileField } from './get-profile.ts';

/** A changed or removed field; its value needs read access. */
const ChangedField = ProfileField.omit({ value: true }).extend({
  ind_id: z.string().nullable().describe('null у часового пояса'),
});

/** `dt.save_profile`: changes declared fields. */
export const saveProfile = tool({
  id: 'dt.save_profile',
  version: '3.0.0',
  status: 'stable',
  title: 'Сохранить профиль',
  intent: 'Запомни обо мне.',
  useWhen: ['ученик назвал часовой пояс, бюджет времени, предпочтения и согласен сохранить'],
  doNotUseWhen: [{ case: 'это цель', use: 'dt.save_goal' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Меняет только названные поля; null убирает. Вычисленное записать нельзя.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    { question: 'Я в Новосибирске', input: { patch: { timezone: 'Asia/Novosibirsk' } }, answer: 'Пояс сохранён.' },
    {
      question: 'Готов тратить пять часов в неделю, лучше утром',
      input: { patch: { weekly_hours_budget: 5, study_time: 'morning' }, expected_version: 0 },
      answer: 'Что записано и версия профиля; CONFLICT, если профиль успели изменить.',
    },
  ],
  input: () =>
    z.strictObject({
      patch: z
        .record(z.string().max(64), z.unknown())
        .refine((patch) => Object.keys(patch).length > 0, 'нужно хотя бы одно поле')
        .describe(`Поле → значение: ${PROFILE_FIELDS.join(', ')}; виды значений: dt_describe_metamodel`),
      expected_version: expectedVersionField,
    }),
  output: () =>
    z.object({
      fields: z.array(ChangedField).describe('что изменилось или убрано, без значений'),
      timezone: z.string(),
      version: z.int(),
      operation: z.enum(['created', 'updated', 'unchanged']),
    }),
  async run({ patch, expected_version }, { services, now }) {
    const known = await services.documents.findDocument('profile', 'me');
    const before = known?.body ?? EMPTY_PROFILE;
    const parsed = patchProfile(before, patch, now);
    const body = unwrap(
      parsed,
      parsed.ok || parsed.error.field === null ? 'patch' : `patch.${cut(parsed.error.field, 64)}`,
    );
    if (!fitsResult(fieldsOnWire(body))) throw new ToolError('INVALID_ARGUMENT', RECORD_TOO_LONG, { field: 'patch' });
    const saved = await services.documents.saveDocument(
      'profile',
      {
        id: 'me',
        create: true,
        label: 'profile',
        date: '2000-01-01',
        body,
        // Optimistic concurrency: without expected_version, the version that was read above.
        expectedVersion: expected_version ?? known?.version ?? 0,
        idempotencyKey: null,
      },
      { clientId: services.clientId, nowMs: now },
    );
    const { operation, document } = requireSaved(saved, 'Профиль', 'patch');
    return {
      fields: changedSince(before, body, now),
      timezone: document.body.timezone ?? DEFAULT_TIME_ZONE,
      version: document.version,
      operation,
    };
  },
  summarize: ({ fields, version, timezone, operation }) =>
    operation === 'unchanged'
      ? `Профиль уже такой, версия ${version}.`
      : `Профиль сохранён, версия ${version}: ${fields.map(({ name_ru }) => name_ru.toLowerCase()).join(', ')}. Часовой пояс: ${quoteWords(timezone)}.`,
});

/** Fields whose value differs. */
function changedSince(before: Profile, after: Profile, nowMs: number): z.input<typeof ChangedField>[] {
  const isChanged = (id: string) => before.values[id] !== after.values[id];
  const changed = Object.entries({ ...before.values, ...after.values }).filter(([id]) => isChanged(id));
  const updated_at = new Date(nowMs).toISOString();
  const zone = { field: TIME_ZONE_FIELD, ind_id: null, name_ru: 'Часовой пояс', updated_at };
  const fields = fieldsOnWire({ ...after, values: Object.fromEntries(changed) });
  return [
    ...(before.timezone === after.timezone ? [] : [zone]),
    ...fields.map(({ field, ind_id, name_ru }) => ({ field, ind_id, name_ru, updated_at })),
  ];
}
