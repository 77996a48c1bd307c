import { z } from 'zod';
import { learningRouteSchema } from '../domain/learning-route.ts';
import { expectedVersion } from './fields.ts';
import { RouteOnWire, routeOnWire } from './get-learning-route.ts';
import { takeSaved, takeTimeZone } from './take.ts';
import { tool } from './tool.ts';

/** `dt.save_learning_route`: keeps the learner's route. */
export const saveLearningRoute = tool({
  id: 'dt.save_learning_route',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Сохранить маршрут',
  intent: 'Запиши мой маршрут.',
  useWhen: ['ученик согласился с маршрутом целиком'],
  doNotUseWhen: [{ case: 'меняется один шаг', use: 'dt.update_route_step' }],
  scope: 'dt:write',
  effect: 'write',
  openWorld: false,
  semantics: 'Новый маршрут заменяет прежний целиком.',
  metrics: [],
  dependsOn: ['TwinStore.saveDocument'],
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT', 'CONSENT_REQUIRED'],
  examples: [
    {
      question: 'Сначала слот, потом роли',
      input: {
        steps: [
          { id: 'slot', title: 'Держать слот' },
          { id: 'roles', title: 'Роли', depends_on: ['slot'] },
        ],
      },
      answer: 'Маршрут версии 1.',
    },
    {
      question: 'Замени маршрут',
      input: { goals: ['Собранность'], steps: [{ id: 'slot', title: 'Держать слот' }], expected_version: 1 },
      answer: 'Маршрут версии 2; CONFLICT, если его успели изменить.',
    },
  ],
  input: learningRouteSchema.safeExtend({ expected_version: expectedVersion }),
  output: z.object({
    route: RouteOnWire,
    operation: z.enum(['created', 'updated', 'unchanged']),
    timezone: z.string(),
  }),
  async run({ expected_version = null, ...body }, { services, now }) {
    const saved = await services.twin.saveDocument(
      'learning_route',
      {
        id: 'main',
        create: true,
        label: 'route',
        on: '2000-01-01',
        body,
        expectedVersion: expected_version,
        key: null,
      },
      { clientId: services.clientId, nowMs: now },
    );
    const { operation, document } = takeSaved(saved, 'Маршрут', 'steps');
    return { route: routeOnWire(document), operation, timezone: await takeTimeZone(undefined, services) };
  },
  summarize: ({ route, operation }) =>
    `${operation === 'unchanged' ? 'Маршрут уже такой' : 'Маршрут сохранён'}: версия ${route.version}.`,
});
