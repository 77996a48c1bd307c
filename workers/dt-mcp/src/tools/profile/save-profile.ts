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
import { DEFAULT_TIME_ZONE, ZONE_ASSUMED } from '../zone.ts';
import { fieldsOnWire, ProfileField } from './get-profile.ts';

/** A changed or removed field; its value needs read access. */
const ChangedField = ProfileField.omit({ value: true }).extend({
  ind_id: z.string().nullable().describe('null у часового пояса'),
});

/** `dt.save_profile`: changes declared fields. */
export const saveProfile = tool({
  id: 'dt.save_profile',
  version: '3.1.0',
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
        .describe(`Поле → значение: ${PROFILE_FIELDS.join(', ')}; годные значения назовёт отказ`),
      expected_version: expectedVersionField,
    }),
  output: () =>
    z.object({
      fields: z.array(ChangedField).describe('что изменилось или убрано, без значений'),
      timezone: z.string(),
      assumptions: z.array(z.string()).describe('пояс, которого ученик не назвал'),
      version: z.int().describe('0 — профиля нет, и убирать было нечего'),
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
    const fields = changedSince(before, body, now);
    const zone = {
      timezone: body.timezone ?? DEFAULT_TIME_ZONE,
      assumptions: body.timezone === null ? [ZONE_ASSUMED] : [],
    };
    // Removing what was never said makes no profile.
    if (known === null && fields.length === 0) return { fields, ...zone, version: 0, operation: 'unchanged' as const };
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
    return { fields, ...zone, version: document.version, operation };
  },
  summarize: ({ fields, version, timezone, assumptions, operation }) => {
    if (version === 0) return 'О себе ученик ещё не рассказывал: убирать нечего.';
    if (operation === 'unchanged') return `Профиль уже такой, версия ${version}.`;
    const names = fields.map(({ name_ru }) => name_ru.toLowerCase()).join(', ');
    const zone = assumptions.length === 0 ? `Часовой пояс: ${quoteWords(timezone)}.` : assumptions.join(' ');
    return `Профиль сохранён, версия ${version}: ${names}. ${zone}`;
  },
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
