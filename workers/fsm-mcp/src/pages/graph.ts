import type { Page } from '@aisystant/mcp';
import { graphHtml } from '../content.ts';
import { GRAPH_SCRIPT } from './graph-script.ts';

/** `GET /graph`: the state machine as a page for people. */
export const graphPage: Page = {
  path: '/graph',
  title: { ru: 'Карта сценариев Проводника', en: 'Map of the Guide’s scenarios' },
  bodyLanguage: 'ru',
  get body() {
    return graphHtml();
  },
  script: GRAPH_SCRIPT,
};
