import { defineServer } from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import { graphPage } from './graph-page.ts';
import { prompts } from './prompts/prompts.ts';
import { catalogueResources } from './resources/catalogues.ts';
import { stateResources } from './resources/states.ts';
import { getInstruction } from './tools/get-instruction.ts';

/** fsm-mcp: what the Guide does in each state of a conversation. It reads and keeps no personal data. */
export const server = defineServer<McpEnv, null>({
  name: 'fsm-mcp',
  version: '1.1.0',
  updated: '2026-11-20',
  title: { ru: 'Проводник', en: 'The Guide' },
  owner: 'Проводник',
  instructions:
    'Сценарии Проводника — помощника ученика школы Aisystant. get_instruction возвращает шаг сценария как данные: цель, шаги, вопросы, нужные инструменты и переходы. Разговор начинается с get_instruction без аргументов или с intent (например, week_review для итогов недели); следующий шаг — с state из transitions и from. Факты об ученике даёт сервер dt-mcp; здесь личных данных нет.',
  scopes: {
    'fsm:read': { ru: 'Узнавать вас при обращении к Проводнику', en: 'Recognise you when you talk to the Guide' },
  },
  needsEmail: false,
  tools: [getInstruction],
  resources: [...stateResources, ...catalogueResources],
  prompts,
  routes: [],
  pages: [graphPage],
  services: () => null,
});
