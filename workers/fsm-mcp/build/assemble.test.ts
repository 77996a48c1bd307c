import { describe, expect, test } from 'vitest';
import { assemble } from './assemble.ts';
import type { ContentSource } from './content-source.ts';
import { sampleSource, withFile, withState } from './testing/sample-source.ts';

const stateOf = (source: ContentSource, id: string) => assemble(source).states.find((state) => state.id === id);

describe('a compiled state', () => {
  test('has its text split into parts, with wire names of tools', () => {
    expect(stateOf(sampleSource, 'review')).toEqual({
      id: 'review',
      title: 'Состояние',
      scenario: 'week',
      version: '1.0.0',
      goal: 'Увидеть неделю.',
      instructions: expect.stringMatching(/^## Цель\n[\s\S]*За неделю: dt_get_week_summary\.[\s\S]*- Без упрёков\.$/),
      steps: [
        { n: 1, do: 'Прочитать неделю: dt_get_week_summary. Нет данных → bye.', tool: 'dt_get_week_summary' },
        { n: 2, do: 'Задать вопрос.', tool: null },
      ],
      questions: ['Что порадовало?'],
      max_questions: 2,
      data_requirements: [
        { tool: 'dt_get_week_summary', args: { week: 'current' }, scope: 'dt:read', fallback: 'bye' },
      ],
      allowed_tools: ['dt_get_week_summary', 'dt_save_reflection_note'],
      output_template: 'screen',
      result_schema: 'note',
      transitions: ['init'],
      transition_rules: [{ to: 'init', when: 'вывод сделан', intent_examples: ['спасибо'] }],
      returns: false,
      degradation: 'Разговор по словам ученика.',
      constraints: ['Без упрёков.'],
      consent: { read: true, write: true },
      etag: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
    });
  });

  test('contains no documented tool ids', () => {
    const source = withState('review', (text) =>
      text.replace('when: вывод сделан', 'when: ответил dt.get_week_summary'),
    );
    expect(stateOf(source, 'review')?.transition_rules).toMatchObject([{ when: 'ответил dt_get_week_summary' }]);
    for (const each of [sampleSource, source])
      expect(JSON.stringify(assemble(each))).not.toMatch(/dt\.(get|save|list)_/);
  });

  test('has an etag that changes exactly with the state', () => {
    const etag = stateOf(sampleSource, 'review')?.etag;
    expect(stateOf(structuredClone(sampleSource), 'review')?.etag).toBe(etag);
    expect(
      stateOf(
        withState('review', (text) => text.replace('Вывод.', 'Один вывод.')),
        'review',
      )?.etag,
    ).not.toBe(etag);
    expect(
      stateOf(
        withState('review', (text) => text.replace('week: current', 'week: previous')),
        'review',
      )?.etag,
    ).not.toBe(etag);
    expect(
      stateOf(
        withState('init', (text) => text.replace('Вывод.', 'Один вывод.')),
        'review',
      )?.etag,
    ).toBe(etag);
  });
});

test('everything besides the states is compiled too', () => {
  const { states, ...around } = assemble(sampleSource);
  expect(states.map(({ id }) => id)).toEqual(['init', 'review', 'bye']);
  expect(around).toEqual({
    assistant: 'student-guide',
    fsm_version: '0.1.0',
    base_rules: '# Правила\n1. Слова «плохо» нет.',
    consent: '# Что видно\nТолько своё.',
    changelog: [{ version: '0.1.0', date: '2026-11-20', what: 'Начало.' }],
    scenarios: [{ id: 'week', title: 'Неделя' }],
    global_transitions: ['init', 'bye'],
    intents: [
      {
        id: 'week_review',
        title: 'Итоги недели',
        state: 'review',
        examples: ['итоги', 'как неделя?', 'подведи итоги'],
      },
      { id: 'other', title: 'Осмотреться', state: 'init', examples: ['привет', 'меню', 'сначала'] },
    ],
    templates: { screen: 'Факты: {дни}' },
    schemas: {
      note: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: 'fsm://schemas/note',
        title: 'Заметка',
        properties: { type: {}, insights: {} },
        'x-saved-by': 'dt_save_reflection_note',
      },
    },
    styles: expect.objectContaining({ random: 'Просто.' }),
    aliases: { week: 'review' },
  });
});

test('invalid content is not compiled', () => {
  expect(() => assemble(withFile('fsm', () => ''))).toThrow('not been validated');
  expect(() => assemble({ ...sampleSource, contracts: [] })).toThrow('no tool dt.');
});
