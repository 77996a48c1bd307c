import { content } from '../content.ts';
import { INITIAL_STATE } from '../domain/content-model.ts';
import { common, json, resource } from './resource.ts';

/** Resources about everything but states: assistants, rules, consent, schemas, intents, changelog. */
export const catalogueResources = [
  resource({
    ...common,
    mime: 'application/json',
    name: 'assistants',
    uri: 'fsm://assistants',
    title: 'Ассистенты',
    purpose: 'Какие ассистенты здесь живут и с чего начинается разговор.',
    structure: 'assistants[]: id, title, fsm_version, initial_state, states, scenarios[]',
    example: 'Кто здесь есть?',
    read: () =>
      json({
        assistants: [
          {
            id: content().assistant,
            title: 'Проводник',
            fsm_version: content().fsm_version,
            initial_state: INITIAL_STATE,
            states: content().states.length,
            scenarios: content().scenarios,
          },
        ],
      }),
  }),
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'base_rules',
    uri: 'fsm://instructions/base',
    title: 'Правила Проводника',
    purpose: 'Правила, которые действуют на каждом шаге.',
    structure: 'нумерованный список',
    example: 'По каким правилам говорит Проводник?',
    read: () => content().base_rules,
  }),
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'consent',
    uri: 'fsm://instructions/consent',
    title: 'Что Проводник видит и записывает',
    purpose: 'Откуда берётся разрешение, что оно даёт и как его сузить.',
    structure: 'нумерованный список',
    example: 'Что Проводник может обо мне узнать?',
    read: () => content().consent,
  }),
  resource({
    ...common,
    mime: 'application/json',
    name: 'schema',
    template: 'fsm://schemas/{id}',
    title: 'Схема результата',
    purpose: 'JSON Schema того, что получается в сценарии: итоги недели, план, цель, оценка ступени, задание на день.',
    structure: 'JSON Schema; x-saved-by — инструмент, который это сохраняет',
    example: 'Из чего состоит план недели?',
    values: () => Object.keys(content().schemas),
    read: (id: string) => (Object.hasOwn(content().schemas, id) ? json(content().schemas[id]) : null),
  }),
  resource({
    ...common,
    mime: 'application/json',
    name: 'intents',
    uri: 'fsm://catalogs/intents',
    title: 'Таблица намерений',
    purpose: 'С чем приходит ученик и с какого состояния начинается сценарий.',
    structure: 'intents[]: id, title, state, examples[]',
    example: 'Куда ведёт «составь план недели»?',
    read: () => json({ intents: content().intents }),
  }),
  resource({
    ...common,
    mime: 'application/json',
    name: 'changelog',
    uri: 'fsm://changelog',
    title: 'Изменения сценариев',
    purpose: 'Что изменилось в сценариях, новое сверху.',
    structure: 'changes[]: version, date, what',
    example: 'Что нового?',
    read: () => json({ changes: content().changelog }),
  }),
];
