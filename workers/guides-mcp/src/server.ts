import { defineServer } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import type { McpEnv } from '@aisystant/mcp/worker';
import { readingPages } from './pages/reading-pages.ts';
import { prompts } from './prompts/prompts.ts';
import { resources } from './resources/resources.ts';
import type { GuidesServices } from './services.ts';
import { type AiBinding, cloudflareVectors, type VectorizeBinding } from './store/cloudflare-vectors.ts';
import { d1CorpusStore } from './store/d1-corpus-store.ts';
import { createNearest } from './store/nearest-passages.ts';
import { vectorDependency } from './store/vector-dependency.ts';
import type { Vectors } from './store/vectors.ts';
import { tools } from './tools/tools.ts';

/** What guides-mcp is bound to. */
export interface GuidesEnv extends McpEnv {
  /** The guides and their index. */
  readonly DB: Database;
  /** A model and an index of vectors, where the manifest says that the search goes by meaning too. */
  readonly AI?: AiBinding;
  readonly VECTORS?: VectorizeBinding;
}

const nearestBy = createNearest('guides-mcp');

const vectorsOf = ({ AI, VECTORS }: GuidesEnv): Vectors | null =>
  AI && VECTORS ? cloudflareVectors(AI, VECTORS) : null;

/** guides-mcp: finds and reads the guides of the school. It reads and stores no personal data. */
export const server = defineServer<GuidesEnv, GuidesServices>({
  name: 'guides-mcp',
  version: '1.0.0',
  updated: '2026-11-28',
  title: { ru: 'Руководства', en: 'Guides' },
  icon: [
    [12, 7, 9, 5.5, 5, 5.5, 5, 17, 9, 17, 12, 18.5, 15, 17, 19, 17, 19, 5.5, 15, 5.5, 12, 7],
    [12, 7, 12, 18.5],
  ],
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
  services: ({ env }) => ({
    corpus: d1CorpusStore(env.DB),
    nearest: nearestBy(vectorsOf(env)),
    baseUrl: env.BASE_URL,
  }),
  dependencies: (env) => [vectorDependency(d1CorpusStore(env.DB), vectorsOf(env))],
});
