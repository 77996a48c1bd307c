import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { checkTexts, fsm } from './check.ts';

const CONTENT = path.join('workers', 'fsm-mcp', 'content');
const STATES = path.join(CONTENT, 'states');
let root = '';

/** A copy of the texts and contracts of this repository, to spoil or to add to. */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fsm-check-'));
  for (const folder of [CONTENT, path.join('docs', 'contracts')]) {
    await cp(path.join(ROOT, folder), path.join(root, folder), { recursive: true });
  }
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

const NEW_STATE = `---
id: gratitude
title: Поблагодарить себя
scenario: day
version: 1.0.0
updated: 2026-11-20
consent: { read: false, write: false }
allowed_tools: []
data: []
entered_from:
  - from: slot_logging
    when: занятие записано, и хочется его отметить
    intent_examples: [я молодец]
transitions:
  - to: init
    when: отметили
max_questions: 1
---
## Цель
Заметить сделанное.

## Триггеры входа
«Я молодец».

## Шаги
1. Назвать одно, что получилось, словами ученика.

## Вопросы
- «Что сегодня получилось?»

## Результат
Одна фраза.

## Переходы
- отметили → init

## Деградация
Ничего не вспоминается — одна тёплая фраза.

## Ограничения
- Без оценок.
`;

describe('npm run fleet -- fsm check', () => {
  test('says that all is well, and how many states there are', async () => {
    const count = (await readdir(path.join(ROOT, STATES))).length;
    expect(await checkTexts(root)).toEqual({
      right: true,
      text: expect.stringMatching(new RegExp(`^Всё в порядке: ${count} состояни[ейя]+$`)),
    });
  });

  test('takes a new state that is one new file, and nothing else', async () => {
    const { text: before } = await checkTexts(root);
    await writeFile(path.join(root, STATES, 'gratitude.md'), NEW_STATE);
    const { right, text: after } = await checkTexts(root);
    expect(right).toBe(true);
    expect(Number(/\d+/.exec(after)?.[0])).toBe(Number(/\d+/.exec(before)?.[0]) + 1);
  });

  test('says in plain Russian what is wrong, file by file', async () => {
    const slot = path.join(root, STATES, 'slot_logging.md');
    const spoilt = (await readFile(slot, 'utf8')).replace('max_questions: 2', 'max_questions: 9');
    await writeFile(slot, spoilt);
    const lost = NEW_STATE.replace(/entered_from:[\s\S]*?(?=transitions:)/, '').replace('→ init', '→ inti');
    await writeFile(path.join(root, STATES, 'gratitude.md'), lost);
    expect(await checkTexts(root)).toEqual({
      right: false,
      text: [
        `workers/fsm-mcp/content/states/gratitude.md
  • «Переходы»: нет строки со стрелкой «→ init»
  • «Переходы»: "inti" нет в поле transitions`,
        `workers/fsm-mcp/content/states/slot_logging.md
  • max_questions: за один шаг задают не больше трёх вопросов`,
        'Исправить: 3',
      ].join('\n\n'),
    });
  });

  test('names a file that is not UTF-8, wherever its author broke it', async () => {
    const file = path.join(root, STATES, 'gratitude.md');
    for (const bytes of [Buffer.from(NEW_STATE, 'latin1'), Buffer.from(`${NEW_STATE}\xFF`, 'latin1')]) {
      await writeFile(file, bytes);
      await expect(checkTexts(root)).rejects.toThrow(`${CONTENT}/states/gratitude.md: это не текст в UTF-8`);
    }
  });

  test('knows no other word', async () => {
    await expect(fsm(['chekc'])).rejects.toThrow('npm run fleet -- fsm check');
  });
});
