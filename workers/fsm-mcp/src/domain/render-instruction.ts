import type { Instruction } from './get-instruction.ts';

/**
 * Renders a step as Markdown, for clients that pass only the text of a result to the model. It is complete: goal, steps,
 * questions and constraints are part of the state's text. At most about 7 KB.
 */
export function renderInstruction(instruction: Instruction): string {
  const parts = [
    `# Шаг сценария: ${instruction.title}`,
    instruction.transition_warning === null ? null : `> ${instruction.transition_warning}`,
    instruction.instructions,
    templatePart(instruction),
    intentsPart(instruction),
    instruction.style === null ? null : `## Стиль\n${instruction.style}`,
    instruction.base_rules,
    nextPart(instruction),
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function templatePart({ output_template }: Instruction): string | null {
  return output_template === null ? null : `## Форма ответа\n${output_template.text}`;
}

function intentsPart({ intents }: Instruction): string | null {
  if (intents.length === 0) return null;
  const rows = intents.map((row) => `- ${row.title} (${row.id}) → ${row.state}: ${row.examples.map(quote).join(', ')}`);
  return ['## Таблица намерений', ...rows].join('\n');
}

function nextPart(instruction: Instruction): string {
  const { state, transitions, returns, allowed_tools, global_transitions, assistant, fsm_version } = instruction;
  return [
    '## Дальше',
    allowed_tools.length === 0 ? 'Инструменты в этом шаге не нужны.' : `Инструменты шага: ${allowed_tools.join(', ')}.`,
    transitions.length === 0
      ? 'Сценарий здесь завершён.'
      : `Следующий шаг возвращает get_instruction: from — ${state}, state — один из: ${transitions.join(', ')}.`,
    ...(returns ? ['Отсюда можно вернуться и в то состояние, из которого разговор пришёл.'] : []),
    `Из любого места доступны: ${global_transitions.join(', ')}.`,
    `Сценарий ${assistant} ${fsm_version}.`,
  ].join('\n');
}

function quote(phrase: string): string {
  return `«${phrase}»`;
}
