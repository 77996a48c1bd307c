import { type ServerContract, SIGNED_IN } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { contractPage } from './contract-page.ts';

const tool = {
  id: 'notes.delete_all',
  name: 'notes_delete_all',
  title: 'Удалить',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  intent: 'Удали всё.',
  useWhen: ['просят удалить'],
  doNotUseWhen: [{ case: 'нужна копия', use: 'notes.export' }],
  semantics: 'Удаляет насовсем.',
  metrics: [],
  errors: ['CONFLICT', 'UNAVAILABLE'],
  examples: [{ question: 'Удали', input: {}, answer: 'Удалено.' }],
  scope: 'notes:write',
  effect: 'destructive',
  privacy: 'заметки того, кто вызывает',
  input_schema: { type: 'object' },
  output_schema: { type: 'object', properties: {} },
};
const resource = {
  title: 'Мои заметки',
  mime: 'application/json',
  status: 'stable',
  version: '1.0.0',
  updated: '2026-11-20',
  purpose: 'Копия',
  structure: 'notes[]',
  freshness: 'на момент чтения',
  example: 'Что записано?',
};
const page = contractPage({
  server: 'notes-mcp',
  title: { ru: 'Заметки', en: 'Notes' },
  version: '1.0.0',
  owner: 'notes',
  instructions: 'Хранит заметки.',
  scopes: { 'notes:write': { ru: 'Менять', en: 'Change' } },
  tools: [tool, { ...tool, id: 'notes.count', scope: SIGNED_IN }],
  resources: [
    { ...resource, uri: 'notes://me', scope: 'notes:read', privacy: 'всё, что записано о том, кто читает' },
    { ...resource, template: 'notes://kinds/{id}', scope: null, privacy: 'личных данных нет' },
  ],
  prompts: [],
  routes: [],
} as unknown as ServerContract);

/** The text below a heading, up to the next one. */
const below = (heading: string, from = page) => from.split(`${heading}\n\n`)[1]?.split('\n#')[0]?.trim();
const sectionOf = (title: string) => page.split(`## ${title}`)[1]?.split('\n## ')[0] ?? '';

describe('a tool', () => {
  test('has its sections in the canonical order', () => {
    const numbers = [...sectionOf('Инструмент').matchAll(/^### (\d)\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('says whose data it touches, what it does and what it needs', () => {
    expect(below('### 8. Безопасность и доступ')).toContain('**Разрешение:** `notes:write`');
    expect(below('### 8. Безопасность и доступ')).toContain('**Данные:** заметки того, кто вызывает');
    expect(below('### 8. Безопасность и доступ')).toContain('удаляет безвозвратно');
  });

  test('that anybody who signed in may call says so', () => {
    expect(sectionOf('Инструмент `notes.count`')).toContain('**Разрешение:** достаточно войти');
  });

  test('names each error once, those of every tool too', () => {
    const errors = below('### 6. Ошибки и валидация') ?? '';
    const codes = [...errors.matchAll(/^- `(\w+)`/gm)].map(([, code]) => code);
    expect(codes).toEqual(['CONFLICT', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL']);
  });
});

describe('a resource says whose data it has', () => {
  test('when they are those of the reader', () => {
    const access = below('### 4. Ограничения доступа', sectionOf('Ресурс `notes://me`'));
    expect(access).toBe('- **Разрешение:** `notes:read`\n- **Данные:** всё, что записано о том, кто читает');
  });

  test('and when there are none', () => {
    const access = below('### 4. Ограничения доступа', sectionOf('Ресурс `notes://kinds/{id}`'));
    expect(access).toBe('- **Разрешение:** не нужно\n- **Данные:** личных данных нет');
  });
});
