import { defineServer } from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import { readingPages } from './pages/reading-pages.ts';
import { prompts } from './prompts/prompts.ts';
import { resources } from './resources/resources.ts';
import type { GuidesServices } from './services.ts';
import { d1CorpusStore } from './store/d1-corpus-store.ts';
import type { Database } from './store/database.ts';
import { tools } from './tools/tools.ts';

/** What guides-mcp is bound to: the database of the guides. */
interface GuidesEnv extends McpEnv {
  readonly DB: Database;
}

/** guides-mcp: finds and reads the guides of the school. It reads and stores no personal data. */
export const server = defineServer<GuidesEnv, GuidesServices>({
  name: 'guides-mcp',
  version: '1.0.0',
  updated: '2026-11-28',
  title: { ru: 'Руководства', en: 'Guides' },
  owner: 'Руководства',
  instructions:
    'Руководства школы Aisystant: поиск и чтение. guides_search находит страницы по вопросу, теме или номеру и даёт ссылки с кусками текста; guides_get читает страницу, раздел или руководство кусками. У страницы есть постоянный номер или id, его понимают все инструменты. Тексты открыты, вход не нужен, личных данных здесь нет.',
  scopes: {
    'guides:read': { ru: 'Узнавать вас при чтении руководств', en: 'Recognise you when you read the guides' },
  },
  needsEmail: false,
  tools,
  resources,
  prompts,
  routes: [],
  pageFolder: readingPages,
  services: ({ env }) => ({ corpus: d1CorpusStore(env.DB), baseUrl: env.BASE_URL }),
});
