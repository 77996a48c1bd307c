import { expectedVersionField, fitsResult, RECORD_TOO_LONG } from '@aisystant/mcp';
import { learningRouteSchema } from '../../domain/planning/learning-route.ts';
import { tool } from '../tool.ts';
import { WrittenRoute, writeRoute } from './write-route.ts';

/** Room that `dt.get_learning_route` needs besides the route: step ids, twice. */
const BESIDE_CHARACTERS = 9_000;

/** `dt.save_learning_route`: creates or replaces the route. */
export const saveLearningRoute = tool({
  id: 'dt.save_learning_route',
  version: '2.0.1',
  status: 'stable',
  title: 'Сохранить маршрут',
  intent: 'Запиши мой маршрут.',
  useWhen: ['ученик согласился с маршрутом целиком'],
  doNotUseWhen: [{ case: 'меняется один шаг', use: 'dt.update_route_step' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Новый маршрут заменяет прежний целиком, если назвать его версию.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
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
  input: () =>
    learningRouteSchema
      .safeExtend({ expected_version: expectedVersionField })
      .refine((route) => fitsResult(route, BESIDE_CHARACTERS), { error: RECORD_TOO_LONG, path: ['steps'] }),
  output: () => WrittenRoute,
  run({ expected_version = 0, ...body }, { services, now }) {
    return writeRoute(body, expected_version, services, now);
  },
  summarize: ({ route, operation }) =>
    `${operation === 'unchanged' ? 'Маршрут уже такой' : 'Маршрут сохранён'}: версия ${route.version}.`,
});
