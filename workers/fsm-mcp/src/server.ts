import { defineServer } from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import { skills } from './outline.ts';
import { graphPage } from './pages/graph.ts';
import { prompts } from './prompts/prompts.ts';
import { resources } from './resources/resources.ts';
import type { FsmServices } from './services.ts';
import { tools } from './tools/tools.ts';

/** fsm-mcp: the state machine of the Guide. It reads and stores no personal data. */
export const server = defineServer<McpEnv, FsmServices>({
  name: 'fsm-mcp',
  version: '1.3.0',
  updated: '2026-11-28',
  title: { ru: 'Проводник', en: 'The Guide' },
  icon: [{ x: 12, y: 12, radius: 7 }, [15.5, 8.5, 13.25, 13.25, 8.5, 15.5, 10.75, 10.75, 15.5, 8.5]],
  owner: 'Проводник',
  instructions:
    'Сценарии Проводника — помощника ученика школы Aisystant. get_instruction возвращает шаг сценария как данные: цель, шаги, вопросы, нужные инструменты и переходы. Разговор начинается с get_instruction без аргументов или с intent (например, week_review для итогов недели); следующий шаг — с state из transitions и from. Факты об ученике даёт сервер dt-mcp; здесь личных данных нет.',
  scopes: {
    'fsm:read': { ru: 'Узнавать вас при обращении к Проводнику', en: 'Recognise you when you talk to the Guide' },
  },
  needsEmail: false,
  tools,
  resources,
  prompts,
  skills,
  routes: [],
  pages: [graphPage],
  services: () => null,
});
