import {
  expectedVersionField,
  formatDate,
  idempotencyKeyField,
  idempotencyKeyOf,
  quoteWords,
  ToolError,
} from '@aisystant/mcp';
import * as z from 'zod';
import { goalSchema } from '../../domain/planning/goal.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import { requireSaved, unknownId } from '../require.ts';
import { tool } from '../tool.ts';
import { GOAL_STATES, HORIZONS, says, withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

const { horizon, status } = goalSchema.shape;
/** Goal fields without defaults. */
const Fields = goalSchema.extend({ horizon: horizon.unwrap().optional(), status: status.unwrap().optional() });

/** `dt.save_goal`: creates or updates a goal. */
export const saveGoal = tool({
  id: 'dt.save_goal',
  version: '2.0.3',
  status: 'stable',
  title: 'Сохранить цель',
  intent: 'Запиши мою цель.',
  useWhen: ['ученик назвал цель и подтвердил', 'цель достигнута, отложена или уточнена'],
  doNotUseWhen: [{ case: 'это план недели', use: 'dt.save_week_plan' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'С goal_id меняет названные поля, без него создаёт цель.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT'],
  examples: [
    {
      question: 'Хочу дописать черновик за неделю',
      input: { title: 'Дописать черновик', success_criteria: 'Черновик прочитал коллега' },
      answer: 'Цель с goal_id и версией 1.',
    },
    {
      question: 'Цель достигнута',
      input: { goal_id: 'd3b0', title: 'Дописать черновик', status: 'done', expected_version: 1 },
      answer: 'operation=updated и версия 2; CONFLICT, если цель успели изменить.',
    },
  ],
  input: () =>
    Fields.extend({
      goal_id: z.string().min(1).max(64).optional(),
      expected_version: expectedVersionField,
      idempotency_key: idempotencyKeyField,
    }),
  output: () =>
    z.object({
      goal: z.object({ goal_id: z.string(), ...Fields.partial().shape, version: z.int() }).describe('что изменилось'),
      operation: z.enum(['created', 'updated', 'unchanged']),
      timezone: z.string(),
    }),
  async run({ goal_id, expected_version, idempotency_key, ...given }, { services, now }) {
    const zone = await timeZoneOf(undefined, services);
    const today = localDateAt(now, zone);
    const known = goal_id === undefined ? null : await services.documents.findDocument('goal', goal_id);
    if (goal_id !== undefined && idempotency_key !== undefined && expected_version === undefined) {
      // The key recognizes a repeated creation; a repeated change would undo what was changed since.
      throw new ToolError('INVALID_ARGUMENT', 'Ключ узнаёт только повтор новой цели, а не изменения.', {
        field: 'idempotency_key',
        hint: 'С goal_id вместо ключа нужен expected_version: повтор тогда ничего не меняет.',
      });
    }
    if (goal_id !== undefined && known === null) {
      throw unknownId('Цели с таким номером нет.', 'goal_id');
    }
    const body = goalSchema.parse({ ...known?.body, ...given });
    const saved = await services.documents.saveDocument(
      'goal',
      {
        id: goal_id ?? null,
        create: false,
        label: `${body.status} ${body.horizon}`,
        date: localDateAt(known?.createdAtMs ?? now, zone),
        body,
        // Optimistic concurrency: without expected_version, the version that was read above.
        expectedVersion: expected_version ?? known?.version ?? 0,
        idempotencyKey: await idempotencyKeyOf(idempotency_key, given, [today, body]),
      },
      { clientId: services.clientId, nowMs: now },
    );
    const { operation, document } = requireSaved(saved, 'Цель', 'goal_id');
    // A client without read access sees only the fields it sent.
    const changed = { created: body, updated: given, unchanged: {} }[operation];
    return { goal: { goal_id: document.id, ...changed, version: document.version }, operation, timezone: zone };
  },
  summarize: ({ goal, operation }) => {
    const done = { created: 'Цель записана', updated: 'Цель изменена', unchanged: 'Цель уже записана' }[operation];
    const { goal_id, version, title, status, horizon, deadline, success_criteria, first_step } = goal;
    const facts = [
      status && GOAL_STATES[status],
      horizon && HORIZONS[horizon],
      deadline && `срок ${formatDate(deadline)}`,
    ];
    const words = [title && quoteWords(title), ...facts].filter(Boolean);
    return [
      `${done}${words.length === 0 ? '' : `: ${words.join(', ')}`} ${withIds({ goal_id }, version)}.`,
      ...says('Признак успеха', success_criteria),
      ...says('Первый шаг', first_step),
    ].join('\n');
  },
});
