import { content } from '../content.ts';
import { getInstruction } from '../domain/get-instruction.ts';
import { graphOf } from '../domain/graph.ts';
import { renderInstruction } from '../domain/render-instruction.ts';
import { common, json, resource } from './resource.ts';

/** Resources about states: the list, each state, the graph. */
export const stateResources = [
  resource({
    ...common,
    mime: 'application/json',
    name: 'states',
    uri: 'fsm://states',
    title: 'Состояния',
    purpose: 'Список всех состояний: id, сценарий, цель, версия.',
    structure: 'fsm_version; states[]: id, title, scenario, goal, version, etag, uri',
    example: 'Какие вообще есть шаги?',
    read: () =>
      json({
        fsm_version: content().fsm_version,
        states: content().states.map(({ id, title, scenario, goal, version, etag }) => ({
          id,
          title,
          scenario,
          goal,
          version,
          etag,
          uri: `fsm://states/${id}`,
        })),
      }),
  }),
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'state',
    template: 'fsm://states/{id}',
    title: 'Состояние',
    purpose: 'Шаг сценария целиком, как его возвращает get_instruction.',
    structure:
      'разделы Цель, Триггеры входа, Шаги, Вопросы, Результат, Переходы, Деградация, Ограничения; форма ответа',
    example: 'Что происходит на шаге weekly_reflection?',
    values: () => content().states.map(({ id }) => id),
    read: (id: string) => {
      const result = getInstruction(content(), { state: id });
      return result.ok ? renderInstruction(result.value) : null;
    },
  }),
  resource({
    ...common,
    mime: 'application/json',
    name: 'graph',
    uri: 'fsm://graph',
    title: 'Карта сценариев',
    purpose: 'Состояния по сценариям, переходы между ними и их инструменты.',
    structure:
      'fsm_version; scenarios[]: id, title; states[]; transitions[]: from, to, when; mermaid — то же текстом Mermaid',
    example: 'Откуда можно попасть в plan_save?',
    read: () => json(graphOf(content())),
  }),
];
