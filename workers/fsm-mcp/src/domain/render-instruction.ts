import type { Clock } from './clock.ts';
import type { Instruction } from './get-instruction.ts';

/**
 * Renders a step as Markdown, for clients that pass only the text of a result to the model. It is complete: goal, steps,
 * questions and constraints are part of the state's text. At most about 7 KB. Without a clock it is the same at any time.
 */
export function renderInstruction(instruction: Instruction, clock: Clock | null = null): string {
  const parts = [
    `# Шаг сценария: ${instruction.title}`,
    instruction.transition_warning === null ? null : `> ${instruction.transition_warning}`,
    intentPart(instruction),
    instruction.instructions,
    templatePart(instruction),
    intentsPart(instruction),
    instruction.style === null ? null : `## Стиль\n${instruction.style}`,
    instruction.base_rules,
    nextPart(instruction),
    clock === null ? null : clockPart(clock),
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function clockPart({ weekday, now, timezone, timezone_assumed }: Clock): string {
  const assumed = timezone_assumed
    ? ' Пояс ученика не назван, часы московские; его пояс — timezone в ответах двойника.'
    : '';
  return `Сейчас ${weekday}, ${now} (${timezone}).${assumed}`;
}

function templatePart({ output_template }: Instruction): string | null {
  return output_template === null ? null : `## Форма ответа\n${output_template.text}`;
}

function intentPart({ state, intent_state }: Instruction): string | null {
  if (intent_state === null) return null;
  return `> Намерение ученика начинается с другого шага, ${intent_state}: после этого — get_instruction, from — ${state}, state — ${intent_state}.`;
}

function intentsPart({ intents }: Instruction): string | null {
  if (intents.length === 0) return null;
  const rows = intents.map((row) => `- ${row.title} (${row.id}) → ${row.state}: ${row.examples.map(quote).join(', ')}`);
  return ['## Таблица намерений', ...rows].join('\n');
}

function nextPart(instruction: Instruction): string {
  const { state, transitions, returns, return_to, allowed_tools, global_transitions, assistant, fsm_version } =
    instruction;
  return [
    '## Дальше',
    allowed_tools.length === 0 ? 'Инструменты в этом шаге не нужны.' : `Инструменты шага: ${allowed_tools.join(', ')}.`,
    transitions.length === 0
      ? 'Сценарий здесь завершён.'
      : `Следующий шаг возвращает get_instruction: from — ${state}, state — один из: ${transitions.join(', ')}.`,
    ...(returns
      ? [`Отсюда можно вернуться туда, где разговор прервался${return_to === null ? '' : `: ${return_to}`}.`]
      : []),
    `Из любого места доступны: ${global_transitions.join(', ')}.`,
    `Сценарий ${assistant} ${fsm_version}.`,
  ].join('\n');
}

function quote(phrase: string): string {
  return `«${phrase}»`;
}
