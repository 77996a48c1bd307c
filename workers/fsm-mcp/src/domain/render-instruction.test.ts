import { describe, expect, test } from 'vitest';
import { clockAt } from './clock.ts';
import { getInstruction, type InstructionRequest } from './get-instruction.ts';
import { renderInstruction } from './render-instruction.ts';
import { sampleContent } from './testing/sample-content.ts';

function rendered(request: InstructionRequest): string {
  const result = getInstruction(sampleContent, request);
  if (!result.ok) throw new Error(result.error.message);
  return renderInstruction(result.value);
}

describe('a rendered step', () => {
  test('is complete, from the title to the next transitions', () => {
    expect(
      rendered({ state: 'weekly_reflection', from: 'slot_logging', stage: 'random' }),
    ).toBe(`# Шаг сценария: Название weekly_reflection

> Переход slot_logging → weekly_reflection сценарием не предусмотрен. Из slot_logging ведут: init, session_close.

## Цель
Цель weekly_reflection

## Форма ответа
Факты: {дни}

## Стиль
Просто.

# Правила
1. Факт — то, что вернул инструмент.

## Дальше
Инструменты шага: dt_get_week_summary.
Следующий шаг возвращает get_instruction: from — weekly_reflection, state — один из: weekly_reflection_save, init.
Из любого места доступны: init, session_close.
Сценарий student-guide 0.1.0.`);
  });

  test('has the intent table in init', () => {
    expect(rendered({})).toContain(
      '## Таблица намерений\n- Итоги недели (week_review) → weekly_reflection: «итоги», «как неделя?»\n',
    );
  });

  test('says if the conversation may return', () => {
    const sentence = 'Отсюда можно вернуться туда, где разговор прервался';
    expect(rendered({ state: 'aside' })).toContain(`${sentence}.`);
    expect(rendered({ state: 'aside', from: 'slot_logging' })).toContain(`${sentence}: slot_logging.`);
    expect(rendered({ state: 'slot_logging' })).not.toContain(sentence);
  });

  test('names the first step of an intent that the state does not belong to', () => {
    const both = rendered({ state: 'slot_logging', intent: 'week_review' });
    expect(both).toContain('get_instruction, from — slot_logging, state — weekly_reflection');
    expect(rendered({ intent: 'week_review' })).not.toContain('Намерение ученика');
  });

  test('says what time it is, if it has a clock', () => {
    const step = getInstruction(sampleContent, {});
    const clock = clockAt(Date.parse('2026-11-28T09:00:00Z'), 'Europe/Moscow');
    if (!step.ok || !clock.ok) throw new Error('refused');
    expect(renderInstruction(step.value, clock.value)).toContain(
      'Сейчас суббота, 2026-11-28T12:00:00+03:00 (Europe/Moscow).',
    );
    expect(renderInstruction(step.value)).not.toContain('Сейчас');
  });

  test('omits empty parts', () => {
    const text = rendered({ state: 'session_close' });
    expect(text).not.toMatch(/Форма ответа|Стиль|Таблица намерений|^>/m);
    expect(text).toContain('Инструменты в этом шаге не нужны.\nСценарий здесь завершён.\n');
  });
});
