import { describe, expect, test } from 'vitest';
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
    const sentence = 'Отсюда можно вернуться и в то состояние, из которого разговор пришёл.';
    expect(rendered({ state: 'aside' })).toContain(sentence);
    expect(rendered({ state: 'slot_logging' })).not.toContain(sentence);
  });

  test('omits empty parts', () => {
    const text = rendered({ state: 'session_close' });
    expect(text).not.toMatch(/Форма ответа|Стиль|Таблица намерений|^>/m);
    expect(text).toContain('Инструменты в этом шаге не нужны.\nСценарий здесь завершён.\n');
  });
});
