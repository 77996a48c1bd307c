import { plural, quoteWords } from '@aisystant/mcp';
import type { Document } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { type LearningRoute, learningRouteSchema } from '../../domain/planning/learning-route.ts';
import { manualQuality, TwinQuality } from '../fields.ts';
import { tool } from '../tool.ts';
import { STEP_STATES, says, saysAll, WORDS_ARE_DATA, withIds } from '../wording.ts';
import { resolveZone } from '../zone.ts';

/** Id of the only route. */
export const ROUTE_ID = 'main';

/** A route as clients see it. */
const RouteOnWire = z.object({ ...learningRouteSchema.shape, version: z.int(), updated_at: z.string() });

/** `dt.get_learning_route`: the learner's route. */
export const getLearningRoute = tool({
  id: 'dt.get_learning_route',
  version: '1.1.0',
  status: 'stable',
  title: 'Маршрут обучения',
  intent: 'Какой у меня маршрут и где я на нём?',
  useWhen: ['нужны шаги маршрута и их состояние'],
  doNotUseWhen: [{ case: 'нужны цели', use: 'dt.get_goals' }],
  scope: 'dt:read',
  effect: 'read',
  semantics: 'Маршрут один; шаг ждёт тех, что в depends_on. route=null — маршрута нет.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Покажи мой маршрут', input: {}, answer: 'Шаги и версия.' },
    { question: 'Что дальше по маршруту?', input: {}, answer: 'next_step_ids — шаги, которые можно начать.' },
  ],
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      route: RouteOnWire.nullable(),
      next_step_ids: z.array(z.string()),
      data_quality: TwinQuality,
    }),
  async run(_, { services, now }) {
    const { zone, assumptions } = await resolveZone(undefined, services);
    const known = await services.documents.findDocument('learning_route', ROUTE_ID);
    return {
      route: known && routeOnWire(known),
      next_step_ids: known ? readySteps(known.body) : [],
      data_quality: manualQuality(known !== null, zone, now, assumptions),
    };
  },
  summarize: ({ route, next_step_ids, data_quality }) =>
    route === null
      ? ['Маршрута пока нет.', ...data_quality.assumptions].join('\n')
      : [
          `Маршрут: ${plural(route.steps.length, 'шаг', 'шага', 'шагов')}, версия ${route.version}. ${formatNext(next_step_ids)}`,
          ...data_quality.assumptions,
          WORDS_ARE_DATA,
          ...saysAll('Цели', route.goals),
          ...route.steps.map(({ id, title, type, status, depends_on }) =>
            [
              `${quoteWords(title)} — ${STEP_STATES[status]} ${withIds({ step_id: id })}`,
              ...says('вид', type),
              ...(depends_on.length === 0 ? [] : [`после step_id=${depends_on.join(', step_id=')}`]),
            ].join('; '),
          ),
        ].join('\n'),
});

function formatNext(ids: readonly string[]): string {
  return ids.length === 0 ? 'Начать сейчас нечего.' : `Можно начать: step_id=${ids.join(', step_id=')}.`;
}

/** Pending steps whose dependencies are completed or skipped. */
function readySteps({ steps }: LearningRoute): string[] {
  const over = new Set(
    steps.filter(({ status }) => status === 'completed' || status === 'skipped').map(({ id }) => id),
  );
  return steps
    .filter(({ status, depends_on }) => status === 'pending' && depends_on.every((id) => over.has(id)))
    .map(({ id }) => id);
}

function routeOnWire({ body, version, updatedAtMs }: Document<LearningRoute>) {
  return { ...body, version, updated_at: new Date(updatedAtMs).toISOString() };
}
