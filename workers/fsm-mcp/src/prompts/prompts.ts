import { definePrompt, type Prompt } from '@aisystant/mcp';
import * as z from 'zod';
import { content } from '../content.ts';
import { intents } from '../outline.ts';

const common = { version: '1.0.0', arguments: () => z.object({}) } as const;

/** Every prompt of fsm-mcp. A prompt that starts a scenario exists only if the content has its intent. */
export const prompts: readonly Prompt[] = [
  definePrompt({
    ...common,
    name: 'student_guide_system',
    title: 'Проводник',
    purpose: 'Правила Проводника и то, как он ходит по сценариям. Подходит и как системная подсказка.',
    render: () =>
      [
        content().base_rules,
        '# Как идёт разговор',
        'Каждый шаг описывает get_instruction: без аргументов — начало, с intent — начало нужного сценария, со state и from — следующий шаг из transitions. Шаг говорит, что происходит, какие вопросы заданы, какими инструментами получены факты и куда можно перейти. В каком состоянии разговор, помнит сам разговор.',
      ].join('\n\n'),
  }),
  ...scenarioPrompt('weekly_review', 'week_review', 'Итоги недели', 'Подведи итоги моей недели.'),
  ...scenarioPrompt('plan_my_week', 'plan_week', 'План недели', 'Составь со мной план на неделю.'),
];

/** A prompt with the learner's opening message and the intent of its scenario. */
function scenarioPrompt(name: string, intent: string, title: string, message: string): readonly Prompt[] {
  if (!intents.includes(intent)) return [];
  const purpose = `Начинает сценарий «${title}».`;
  const render = () => `${message}\n\nСценарий: get_instruction, intent — ${intent}.`;
  return [definePrompt({ ...common, name, title, purpose, render })];
}
