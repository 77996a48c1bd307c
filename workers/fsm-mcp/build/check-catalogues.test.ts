import { describe, expect, test } from 'vitest';
import { problemsOf, sampleSource, withFile, withState } from './testing/sample-source.ts';

const withNote = (change: (text: string) => string) => ({
  ...sampleSource,
  schemas: sampleSource.schemas.map(({ path, text }) => ({ path, text: change(text) })),
});

test('an output template must be used by a state, if all states can be read', () => {
  const problem = 'output-templates/screen.md: форму не называет ни одно состояние (output_template)';
  const unused = (text: string) => text.replace('output_template: screen\n', '');
  expect(problemsOf(withState('review', unused))).toEqual([problem]);
  expect(problemsOf(withState('review', (text) => unused(text).replace('title: ', 'titel: ')))).not.toContain(problem);
});

describe('a result schema', () => {
  test('must be used by a state', () => {
    expect(problemsOf(withState('review', (text) => text.replace('result_schema: note\n', '')))).toEqual([
      'schemas/note.json: схему не называет ни одно состояние (result_schema)',
    ]);
  });

  test('must exist if a state uses it', () => {
    expect(problemsOf({ ...sampleSource, schemas: [] })).toEqual([
      'states/review.md, поле result_schema: нет схемы "note" в content/schemas. Пока нет ни одного.',
    ]);
  });

  test('must have only fields that the saving tool accepts', () => {
    expect(problemsOf(withNote((text) => text.replace('"insights"', '"insight"')))).toEqual([
      'schemas/note.json, поле properties.insight: у "dt.save_reflection_note" нет такого поля. Есть: achievements, insights, next_focus, type.',
    ]);
  });

  test('must have every field that the saving tool requires', () => {
    expect(problemsOf(withNote((text) => text.replace('"type": {},', '')))).toEqual([
      'schemas/note.json, поле properties: "dt.save_reflection_note" требует поле "type", а в схеме его нет',
    ]);
  });

  test('is of a result with fields, and requires none that it does not have', () => {
    const withKeywords = (keywords: string) =>
      withNote((text) => text.replace('"properties"', `${keywords}, "properties"`));
    expect(problemsOf(withKeywords('"type": "object", "required": ["type"]'))).toEqual([]);
    expect(problemsOf(withKeywords('"type": "objekt"'))).toEqual([
      'schemas/note.json, поле type: здесь только "object"',
    ]);
    expect(problemsOf(withKeywords('"required": "type"'))).toEqual([
      'schemas/note.json, поле required: нужен список имён полей',
    ]);
    expect(problemsOf(withKeywords('"required": ["type", "insight"]'))).toEqual([
      'schemas/note.json, поле required[1]: поля "insight" в схеме нет. Есть: insights, type.',
    ]);
  });

  test('must be saved by an existing tool or by none', () => {
    expect(problemsOf(withNote((text) => text.replace('dt.save_reflection_note', 'dt.save_nothing')))).toEqual([
      'schemas/note.json, поле x-saved-by: инструмента "dt.save_nothing" нет ни у одного сервера',
    ]);
    expect(problemsOf(withNote((text) => text.replace(/, "x-saved-by": "[^"]*"/, '')))).toEqual([]);
  });
});

test('the changelog must begin with the current version', () => {
  expect(problemsOf(withFile('fsm', (text) => text.replace('fsm_version: 0.1.0', 'fsm_version: 0.2.0')))).toEqual([
    'changelog.yaml, поле changes[0].version: первой стоит запись о версии 0.2.0, как в fsm.yaml',
  ]);
});

describe('a planned state or part', () => {
  test('must not exist yet', () => {
    expect(problemsOf(withFile('coming', (text) => text.replace('id: reading', 'id: review')))).toEqual([
      'coming.yaml, поле states[0].id: состояние "review" уже есть: уберите его отсюда',
    ]);
  });

  test('must belong to an existing state, if it is a part', () => {
    expect(problemsOf(withFile('coming', (text) => text.replace('state: review', 'state: reading')))).toEqual([
      'coming.yaml, поле parts[0].state: нет состояния "reading". Есть: bye, init, review.',
    ]);
  });
});

describe('a skill', () => {
  const withSkills = (from: string, to: string) => problemsOf(withFile('skills', (text) => text.replace(from, to)));

  test('has states that exist, each once', () => {
    expect(withSkills('[review, bye]', '[review, nowhere, review]')).toEqual([
      'skills.yaml, поле skills[0].states[1]: нет состояния "nowhere". Есть: bye, init, review.',
      'skills.yaml, поле skills[0].states[2]: состояние "review" уже есть выше',
    ]);
  });

  test('has a name of its own, and there are at most five', () => {
    const row = '  - { id: weekly-review, title: Обзор, description: Неделя, states: [review] }\n';
    const twice = withFile('skills', (text) => text + row);
    expect(problemsOf(twice)).toEqual(['skills.yaml, поле skills[1].id: навык "weekly-review" уже есть выше']);
    expect(problemsOf(withFile('skills', (text) => text + row.repeat(5)))).toEqual([
      'skills.yaml, поле skills: навыков не больше 5: столько берёт каталог',
    ]);
  });

  test('is named as its folder', () => {
    expect(withSkills('weekly-review', 'Обзор недели')).toEqual([
      'skills.yaml, поле skills[0].id: пишется латиницей: строчные буквы, цифры и дефисы',
    ]);
  });
});

test('a state must belong to a scenario of fsm.yaml', () => {
  expect(problemsOf(withState('review', (text) => text.replace('scenario: week', 'scenario: weak')))).toEqual([
    'states/review.md, поле scenario: нет сценария "weak" в fsm.yaml (scenarios). Есть: week.',
  ]);
});
