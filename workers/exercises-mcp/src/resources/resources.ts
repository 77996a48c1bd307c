import { type Completion, defineWidget, lazy } from '@aisystant/mcp';
import * as z from 'zod';
import { exercises, fileSchemas } from '../content.ts';
import { THRESHOLDS } from '../domain/checking/verdict.ts';
import { isGraded } from '../domain/content/exercise.ts';
import { publicExercise } from '../domain/content/public-exercise.ts';
import { Evaluation } from '../domain/grading/evaluation.ts';
import { COPIED } from '../domain/grading/precheck.ts';
import type { ExerciseServices } from '../services.ts';
import { EXERCISE_WIDGET } from '../tools/widgets.ts';
import { changes } from './changes.ts';
import { exportResource } from './export.ts';
import { common, json, resource } from './resource.ts';

const graded = () => exercises().filter(isGraded);

/** Members that the contract does not list: a teacher adds one by adding a file. */
const members = (sample: string, all: () => string[]) => ({
  sample,
  complete: ({ written }: Completion) => all().filter((id) => id.startsWith(written)),
});

const schemas = lazy((): { readonly [id: string]: object } => ({
  ...fileSchemas(),
  evaluation: z.toJSONSchema(Evaluation, { io: 'input' }),
}));

/** All resources. */
export const resources = [
  resource({
    ...common,
    name: 'catalog',
    uri: 'exercises://catalog',
    title: 'Каталог упражнений',
    purpose: 'Все упражнения: номер, название, тип, страницы, минуты.',
    structure: 'exercises[]: id, title, type, version, guide_refs[], estimated_minutes, bloom',
    example: 'Какие есть упражнения?',
    read: () =>
      json({
        exercises: exercises().map(({ id, title, type, version, guide_refs, estimated_minutes, bloom }) => ({
          id,
          title,
          type,
          version,
          guide_refs,
          estimated_minutes,
          bloom,
        })),
      }),
  }),
  resource({
    ...common,
    name: 'exercise',
    template: 'exercises://{id}',
    title: 'Упражнение',
    purpose: 'Условие и критерии одного упражнения, без ключа.',
    structure: 'как exercise в exercises_get, без answer_schema',
    example: 'Что просит упражнение ex-x1-06?',
    values: members('ex-x1-06', () => exercises().map(({ id }) => id)),
    read: (id: string) => {
      const found = exercises().find((exercise) => exercise.id === id);
      return found ? json(publicExercise(found)) : null;
    },
  }),
  resource({
    ...common,
    name: 'rubric',
    template: 'exercises://rubrics/{id}',
    title: 'Рубрика',
    purpose: 'Критерии и уровни одной рубрики.',
    structure: 'id, title, criteria[]: id, name, weight, main, own_words, levels[]',
    example: 'За что дают баллы в «Объясни слот»?',
    values: members('concept-slot', () => graded().map(({ rubric }) => rubric.id)),
    read: (id: string) => {
      const found = graded().find(({ rubric }) => rubric.id === id);
      return found ? json(found.rubric) : null;
    },
  }),
  resource({
    ...common,
    name: 'schema',
    template: 'exercises://schemas/{id}',
    title: 'Схема',
    purpose: 'JSON Schema файла упражнения, рубрики и оценки.',
    structure: 'JSON Schema',
    example: 'Из чего состоит файл упражнения?',
    values: () => Object.keys(schemas()),
    read: (id: string) => {
      const known = schemas();
      const schema = Object.hasOwn(known, id) ? known[id] : undefined;
      return schema ? json(schema) : null;
    },
  }),
  resource({
    ...common,
    name: 'grading_policy',
    uri: 'exercises://policies/grading',
    title: 'Как проверяются ответы',
    purpose: 'Пороги вердиктов, кто оценивает и что считает сервер.',
    structure: 'thresholds, rules[]',
    example: 'Сколько баллов нужно, чтобы ответ приняли?',
    read: () =>
      json({
        thresholds: {
          ...THRESHOLDS,
          'ниже needs_revision': 'rejected',
          'от mentor до accepted': 'стоит показать наставнику',
        },
        rules: [
          'Ответы с ключом проверяет сервер; ключи не выдаются, пояснения — после попытки.',
          'Ответы по рубрике оценивает модель, которая ведёт разговор (graded_by: host): она выбирает уровни и приводит цитаты. Сервер сверяет уровни и цитаты, считает балл и выносит вердикт.',
          'passed — балл не ниже passing_score упражнения; verdict — по порогам выше. Это разные вопросы.',
          'Главный критерий на нуле или ответ короче, чем просит задание, — не выше needs_revision.',
          `Ответ, где ${COPIED * 100} % слов переписаны со страницы, получает 0 там, где нужны свои слова.`,
          'Слишком короткий, повторяющийся или не русский ответ не оценивается: его просят дополнить.',
          'Пакет оценки действует час, принимает одно решение и только от того, кому выдан.',
        ],
      }),
  }),
  resource({
    ...common,
    name: 'changelog',
    uri: 'exercises://changelog',
    title: 'Изменения',
    purpose: 'Что изменилось в инструментах и упражнениях, новое сверху.',
    structure: 'changes[]: version, date, what',
    example: 'Что нового?',
    read: () => json({ changes }),
  }),
  exportResource,
  defineWidget<ExerciseServices>({
    name: 'exercise_widget',
    uri: EXERCISE_WIDGET,
    title: 'Упражнение на картинке',
    purpose: 'Условие, форма ответа по виду упражнения, разбор и подсказки; ответ виден перед отправкой.',
    version: '1.0.0',
    scope: null,
    example: 'Дай мне задание.',
    shows: ['exercises.get', 'exercises.check'],
    html: async () => (await import('@aisystant/widgets/exercise', { with: { type: 'json' } })).default.html,
  }),
];
