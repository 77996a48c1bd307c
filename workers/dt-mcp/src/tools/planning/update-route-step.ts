import { expectedVersionField, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { STEP_STATUSES } from '../../domain/planning/learning-route.ts';
import { tool } from '../tool.ts';
import { ROUTE_ID } from './get-learning-route.ts';
import { WrittenRoute, writeRoute } from './write-route.ts';

/** `dt.update_route_step`: sets the status of one step. */
export const updateRouteStep = tool({
  id: 'dt.update_route_step',
  version: '2.0.1',
  status: 'stable',
  title: 'Отметить шаг маршрута',
  intent: 'Отметь шаг маршрута.',
  useWhen: ['шаг начат, пройден, пропущен или застрял'],
  doNotUseWhen: [{ case: 'меняется весь маршрут', use: 'dt.save_learning_route' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Меняет состояние одного шага.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT'],
  examples: [
    { question: 'Слот держу', input: { step_id: 'slot', status: 'completed' }, answer: 'Новая версия маршрута.' },
    {
      question: 'С ролями застрял',
      input: { step_id: 'roles', status: 'blocked', expected_version: 2 },
      answer: 'CONFLICT, если маршрут успели изменить; NOT_FOUND, если шага нет.',
    },
  ],
  input: () =>
    z.strictObject({
      step_id: z.string().min(1).max(40),
      status: z.enum(STEP_STATUSES),
      expected_version: expectedVersionField,
    }),
  output: () => WrittenRoute,
  async run({ step_id, status, expected_version }, { services, now }) {
    const known = await services.documents.findDocument('learning_route', ROUTE_ID);
    if (known === null) {
      throw new ToolError('NOT_FOUND', 'Маршрута ещё нет, и отмечать в нём нечего.', {
        field: 'step_id',
        hint: 'Сначала маршрут записывают целиком: dt_save_learning_route.',
      });
    }
    if (!known.body.steps.some(({ id }) => id === step_id)) {
      throw new ToolError('NOT_FOUND', 'Такого шага в маршруте нет.', {
        field: 'step_id',
        hint: 'Шаги и их id — в dt_get_learning_route.',
      });
    }
    const steps = known.body.steps.map((step) => (step.id === step_id ? { ...step, status } : step));
    // Optimistic concurrency: without expected_version, the version that was read above.
    return writeRoute({ ...known.body, steps }, expected_version ?? known.version, services, now);
  },
  summarize: ({ route, operation }) =>
    `${operation === 'unchanged' ? 'Шаг уже такой' : 'Шаг отмечен'}: версия маршрута ${route.version}.`,
});
