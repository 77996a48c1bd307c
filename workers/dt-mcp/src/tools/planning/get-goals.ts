import { Cursor, defineListPages, formatDate, quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import { GOAL_HORIZONS, GOAL_STATUSES, goalSchema } from '../../domain/planning/goal.ts';
import { ALL_DATES } from '../../domain/time/calendar.ts';
import { manualQuality, TwinQuality } from '../fields.ts';
import { tool } from '../tool.ts';
import { formatCount, formatListing, GOAL_STATES, HORIZONS, says, withIds } from '../wording.ts';
import { resolveZone } from '../zone.ts';

const pages = defineListPages('dt.get_goals', z.object({ date: z.string().max(10), id: z.string().max(64) }));

/** A goal as clients see it. */
const GoalOnWire = z.object({
  goal_id: z.string(),
  ...goalSchema.partial({ horizon: true }).shape,
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** `dt.get_goals`: the learner's goals. */
export const getGoals = tool({
  id: 'dt.get_goals',
  version: '1.1.0',
  status: 'stable',
  title: 'Цели ученика',
  intent: 'Какие у меня цели?',
  useWhen: ['нужны цели перед планом или итогами'],
  doNotUseWhen: [{ case: 'нужен план недели', use: 'dt.get_week_plan' }],
  scope: 'dt:read',
  effect: 'read',
  semantics: 'Цель — чего ученик хочет достичь к сроку; сначала новые.',
  privacy: 'только цели этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Какие у меня цели?', input: {}, answer: 'Активные цели с версиями.' },
    { question: 'Чего я достиг?', input: { status: 'done', horizon: 'month' }, answer: 'Достигнутые цели месяца.' },
  ],
  input: () =>
    z.strictObject({
      status: z.enum(GOAL_STATUSES).default('active'),
      horizon: z.enum(GOAL_HORIZONS).optional(),
      limit: z.int().min(1).max(50).default(20),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      goals: z.array(GoalOnWire),
      total_estimate: z.int(),
      next_cursor: z.string().nullable(),
      data_quality: TwinQuality,
    }),
  async run({ status, horizon, limit, cursor }, { services, now }) {
    const { zone, assumptions } = await resolveZone(undefined, services);
    const filters = { status, horizon };
    const after = pages.after(cursor, filters);
    const labels = (horizon === undefined ? GOAL_HORIZONS : [horizon]).map((one) => `${status} ${one}`);
    const found = await services.documents.listDocuments('goal', { ...ALL_DATES, labels, limit: limit + 1, after });
    const page = pages.page(found.documents, { limit, filters, show: goalOnWire });
    return {
      goals: page.items,
      total_estimate: found.total,
      next_cursor: page.next_cursor,
      data_quality: manualQuality(found.anyExist, zone, now, assumptions),
    };
  },
  summarize: ({ goals, total_estimate, data_quality, next_cursor }) =>
    formatListing({
      head:
        data_quality.status === 'NO_DATA'
          ? 'Целей пока нет.'
          : formatCount(total_estimate, goals.length, ['цель', 'цели', 'целей'], 'Таких целей нет.'),
      items: goals.map((goal) => [
        `${quoteWords(goal.title)}: ${[GOAL_STATES[goal.status], goal.horizon && HORIZONS[goal.horizon], goal.deadline && `срок ${formatDate(goal.deadline)}`, goal.progress !== undefined && `пройдено ${Math.round(goal.progress * 100)} %`].filter(Boolean).join(', ')} ${withIds({ goal_id: goal.goal_id }, goal.version)}`,
        ...says('Признак успеха', goal.success_criteria),
        ...says('Первый шаг', goal.first_step),
      ]),
      next_cursor,
      data_quality: { ...data_quality, notes: null },
    }),
});

function goalOnWire({
  id,
  version,
  body,
  createdAtMs,
  updatedAtMs,
}: {
  readonly id: string;
  readonly version: number;
  readonly body: z.output<typeof goalSchema>;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}) {
  const times = { created_at: new Date(createdAtMs).toISOString(), updated_at: new Date(updatedAtMs).toISOString() };
  return { goal_id: id, ...body, version, ...times };
}
