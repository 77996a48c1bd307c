import { type CallContext, type Completion, definePrompt } from '@aisystant/mcp';
import * as z from 'zod';
import type { EntityType } from '../domain/entity-type.ts';
import { STORY_TEMPLATE } from '../domain/story-template.ts';
import { completeReference } from '../queries/complete-reference.ts';
import { surroundingsOfEpic, surroundingsOfRequirement } from '../queries/surroundings.ts';
import type { RequirementsServices } from '../services.ts';
import { requireEntity } from '../tools/require.ts';
import { READ } from '../tools/tool.ts';
import { dataBlock } from './data-block.ts';

const prompt = definePrompt.for<RequirementsServices>();
const common = { version: '0.1.0', scope: READ } as const;

const EARS =
  'по EARS: «КОГДА <условие>, ТОГДА система <делает>» (или WHEN … THEN the system SHALL …), одно проверяемое поведение в критерии';
const WRITE_AFTER = 'Ничего не записывай, пока человек не скажет «да».';
const NAMES =
  'Ссылайся на номера (REQ-001). Чего в данных нет, того не додумывай: так и напиши. Списки, названные в truncated, показаны не целиком: остальное читают get_hierarchy, list_relationships и list_epics.';

/** The prompts about requirements, in the order in which clients list them. */
export const prompts = [
  aboutRequirement({
    name: 'analyze_requirement_quality',
    title: 'Качество требования',
    purpose: 'Разбирает требование и предлагает, как его улучшить.',
    ask: [
      'Оцени качество требования, которое в поле requirement.',
      'Признаки: однозначно, проверяемо, полно, одно требование в одном, выполнимо, нужно истории, не противоречит соседям и связанным. По каждому: выполнен или нет и какие слова это показывают.',
      'Потом — исправленная формулировка и что спросить у автора.',
      `${NAMES} Записать исправленное — update_requirement. ${WRITE_AFTER}`,
    ],
  }),
  aboutRequirement({
    name: 'suggest_acceptance_criteria',
    title: 'Критерии приёмки',
    purpose: 'Предлагает критерии приёмки требования, которых ещё нет у его истории.',
    ask: [
      `Предложи критерии приёмки для требования из поля requirement: ${EARS}.`,
      'Нужны обычный путь, границы, ошибки и отказ в доступе. Не повторяй те, что уже есть в acceptance_criteria.',
      `${NAMES} Записать — create_acceptance_criteria для истории user_story. ${WRITE_AFTER}`,
    ],
  }),
  aboutRequirement({
    name: 'identify_dependencies',
    title: 'Зависимости',
    purpose: 'Ищет, от чего требование зависит и чему противоречит.',
    ask: [
      'Найди связи требования из поля requirement с остальными, что есть в данных.',
      'Виды: depends_on (первое невозможно без второго), blocks, derives_from, conflicts_with, relates_to. По каждой: откуда и куда, вид, какие слова это показывают, насколько уверен. Связи из relationships уже есть.',
      'Отдельно — противоречия и круги.',
      `${NAMES} Записать — create_relationship. ${WRITE_AFTER}`,
    ],
  }),
  prompt({
    ...common,
    name: 'generate_user_story',
    title: 'Новая история',
    purpose: 'Превращает описание словами в пользовательскую историю эпика.',
    arguments: () =>
      z.strictObject({
        epic_id: z.string().min(1).max(64).describe('UUID или EP-001'),
        description: z.string().trim().min(1).max(5_000).describe('Чего хочется, своими словами'),
      }),
    complete: { epic_id: completing('epic') },
    async render({ epic_id, description }, { services }) {
      const epic = await requireEntity(services, epic_id, 'epic_id', 'epic');
      return lines(
        'Напиши одну пользовательскую историю эпика из поля epic по описанию из поля wanted.',
        `Название до 500 знаков; описание по образцу ${STORY_TEMPLATE}; приоритет 1–4; критерии приёмки ${EARS}.`,
        'Если такая история уже есть среди user_stories, назови её и скажи, чем описание отличается.',
        `${NAMES} Записать — create_user_story, критерии — create_acceptance_criteria. ${WRITE_AFTER}`,
        dataBlock({ wanted: description, ...(await surroundingsOfEpic(services.store, epic)) }),
      );
    },
  }),
  prompt({
    ...common,
    name: 'decompose_epic',
    title: 'Разбить эпик на истории',
    purpose: 'Разбивает эпик на пользовательские истории.',
    arguments: () => z.strictObject({ epic_id: z.string().min(1).max(64).describe('UUID или EP-001') }),
    complete: { epic_id: completing('epic') },
    async render({ epic_id }, { services }) {
      const epic = await requireEntity(services, epic_id, 'epic_id', 'epic');
      return lines(
        'Разбей эпик из поля epic на пользовательские истории.',
        `Каждая — по INVEST, описание по образцу ${STORY_TEMPLATE}, с названием, приоритетом 1–4 и двумя-тремя критериями ${EARS}.`,
        'Истории из user_stories уже есть: не повторяй их, а назови, чего не хватает. Скажи, что осталось за пределами эпика.',
        `${NAMES} Записать — create_user_story. ${WRITE_AFTER}`,
        dataBlock(await surroundingsOfEpic(services.store, epic)),
      );
    },
  }),
  aboutRequirement({
    name: 'suggest_test_scenarios',
    title: 'Тест-сценарии',
    purpose: 'Предлагает сценарии, которыми проверяют требование.',
    ask: [
      'Предложи сценарии проверки требования из поля requirement.',
      'Каждый: название, что дано, шаги, что ожидается, какой критерий из acceptance_criteria он проверяет. Нужны обычный путь, границы, ошибки, права; для нефункционального — что и чем измеряется.',
      'Отдельно — критерии без сценария и сценарии, для которых нет критерия.',
      NAMES,
    ],
  }),
];

interface AboutRequirement {
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  readonly ask: readonly string[];
}

/** A prompt about one requirement and what is around it. */
function aboutRequirement({ ask, ...facts }: AboutRequirement) {
  return prompt({
    ...common,
    ...facts,
    arguments: () => z.strictObject({ requirement_id: z.string().min(1).max(64).describe('UUID или REQ-001') }),
    complete: { requirement_id: completing('requirement') },
    async render({ requirement_id }, { services }) {
      const requirement = await requireEntity(services, requirement_id, 'requirement_id', 'requirement');
      return lines(...ask, dataBlock(await surroundingsOfRequirement(services.store, requirement)));
    },
  });
}

function completing(type: EntityType) {
  return ({ written }: Completion, { services }: CallContext<RequirementsServices>) =>
    completeReference(services.store, type, written);
}

const lines = (...each: readonly string[]) => each.join('\n\n');
