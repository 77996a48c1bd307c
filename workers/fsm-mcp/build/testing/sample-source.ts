import { fileId, formatProblem, type SourceFile } from '@aisystant/mcp/content';
import type { ContentSource } from '../content-source.ts';
import { validate } from '../validate.ts';

const CONTENT = 'workers/fsm-mcp/content';

/** A contract of dt-mcp with the tools that the sample uses. */
export const dtContract = contract('dt-mcp', [
  tool('dt.get_week_summary', 'dt:read', ['week', 'compare']),
  tool('dt.get_time_invested_summary', 'dt:read', ['start_date', 'end_date', 'timezone', 'granularity']),
  tool('dt.list_activity_events', 'dt:read', ['start_date', 'end_date', 'activity_types', 'limit', 'cursor']),
  tool('dt.save_activity_event', 'dt:write', ['activity_type', 'occurred_at', 'duration_minutes', 'idempotency_key']),
  tool('dt.save_reflection_note', 'dt:write', ['type', 'achievements', 'insights', 'next_focus'], ['type']),
]);

/** Creates a contract file. */
export function contract(server: string, tools: readonly unknown[]): SourceFile {
  return { path: `docs/contracts/${server}.json`, text: JSON.stringify({ server, version: '0.1.0', tools }) };
}

/** Creates a tool of a contract; the wire name is the id with an underscore. */
function tool(id: string, scope: string | null, properties: readonly string[], required: readonly string[] = []) {
  const fields = Object.fromEntries(properties.map((name) => [name, {}]));
  const input_schema = { type: 'object', properties: fields, required };
  return { id, name: id.replace('.', '_'), title: 'Инструмент', scope, input_schema };
}

/** Creates a valid state file; `change` breaks it. */
export function stateFile(id: string, head: string, change: (text: string) => string = (text) => text): SourceFile {
  const text = `---
id: ${id}
title: Состояние
scenario: week
version: 1.0.0
updated: 2026-11-20
${head.trim()}
---
## Цель
Увидеть неделю.

## Триггеры входа
«Подведи итоги».

## Шаги
1. Назвать факт.
2. Задать вопрос.

## Вопросы
- «Что порадовало?»

## Результат
Вывод.

## Переходы
${[...head.matchAll(/to: ([a-z_]+)/g)].map(([, to]) => `- дальше → ${to}`).join('\n') || 'Разговор окончен.'}

## Деградация
Разговор по словам ученика.

## Ограничения
- Без упрёков.
`;
  return { path: `${CONTENT}/states/${id}.md`, text: change(text) };
}

/** Front matter of a state that reads and writes. */
export const REVIEW_HEAD = `
consent: { read: true, write: true }
allowed_tools: [dt.get_week_summary, dt.save_reflection_note]
data:
  - tool: dt.get_week_summary
    args: { week: current }
    fallback: bye
transitions:
  - to: init
    when: вывод сделан
    intent_examples: [спасибо]
max_questions: 2
output_template: screen
result_schema: note
aliases: [week]
`;

const INIT_HEAD = `
consent: { read: false, write: false }
allowed_tools: []
data: []
transitions:
  - to: review
    when: хочет итоги
max_questions: 1
global: true
`;

const BYE_HEAD = `
consent: { read: false, write: false }
allowed_tools: []
data: []
transitions: []
max_questions: 1
global: true
terminal: true
`;

const review = stateFile('review', REVIEW_HEAD, (text) =>
  text
    .replace('## Шаги', '## Нужные данные\nЗа неделю: dt.get_week_summary.\n\n## Шаги')
    .replace('1. Назвать факт.', '1. Прочитать неделю: dt.get_week_summary.\n   Нет данных → bye.'),
);

/** The smallest valid content: an initial state, one scenario, a terminal state. */
export const sampleSource: ContentSource = {
  fsm: {
    path: `${CONTENT}/fsm.yaml`,
    text: `
assistant: student-guide
fsm_version: 0.1.0
global_transitions: [init, bye]
scenarios: { week: Неделя }
styles: { random: Просто., practicing: Просто., systematic: Точно., disciplined: Точно., proactive: На равных. }
forbidden_words: [плохо, ChatGPT]
`,
  },
  intents: {
    path: `${CONTENT}/intents.yaml`,
    text: `
intents:
  - { id: week_review, title: Итоги недели, state: review, examples: [итоги, как неделя?, подведи итоги] }
  - { id: other, title: Осмотреться, state: init, examples: [привет, меню, сначала] }
`,
  },
  baseRules: { path: `${CONTENT}/base-rules.md`, text: '# Правила\n1. Слова «плохо» нет.\n' },
  consent: { path: `${CONTENT}/consent.md`, text: '# Что видно\nТолько своё.\n' },
  changelog: {
    path: `${CONTENT}/changelog.yaml`,
    text: 'changes: [{ version: 0.1.0, date: 2026-11-20, what: Начало. }]\n',
  },
  coming: {
    path: `${CONTENT}/coming.yaml`,
    text: `
states: [{ id: reading, title: Чтение, waits_for: [guides.search], why: Руководств ещё нет. }]
parts: [{ state: review, waits_for: [guides.search], why: Руководств ещё нет. }]
`,
  },
  skills: {
    path: `${CONTENT}/skills.yaml`,
    text: `
skills:
  - { id: weekly-review, title: Обзор, description: "Итоги: «неделя»", states: [review, bye] }
`,
  },
  states: [stateFile('init', INIT_HEAD), review, stateFile('bye', BYE_HEAD)],
  templates: [{ path: `${CONTENT}/output-templates/screen.md`, text: 'Факты: {дни}\n' }],
  schemas: [
    {
      path: `${CONTENT}/schemas/note.json`,
      text: '{ "title": "Заметка", "properties": { "type": {}, "insights": {} }, "x-saved-by": "dt.save_reflection_note" }',
    },
  ],
  contracts: [dtContract],
};

/** The sample with one state changed. */
export function withState(id: string, change: (text: string) => string): ContentSource {
  return { ...sampleSource, states: sampleSource.states.map((file) => changed(file, fileId(file) === id, change)) };
}

/** The sample with an additional state. */
export function withExtraState(file: SourceFile): ContentSource {
  return { ...sampleSource, states: [...sampleSource.states, file] };
}

/** The sample with one other file changed. */
export function withFile(
  name: 'fsm' | 'intents' | 'baseRules' | 'consent' | 'changelog' | 'coming' | 'skills',
  change: (text: string) => string,
): ContentSource {
  return { ...sampleSource, [name]: changed(sampleSource[name], true, change) };
}

/** The formatted problems of a source, without the common path prefix. */
export function problemsOf(source: ContentSource): readonly string[] {
  return validate(source).map((problem) => formatProblem(problem).replace(`${CONTENT}/`, ''));
}

function changed(file: SourceFile, matches: boolean, change: (text: string) => string): SourceFile {
  if (!matches) return file;
  const text = change(file.text);
  if (text === file.text) throw new Error(`The test changes nothing in ${file.path}`);
  return { ...file, text };
}
