import type { Page } from '@aisystant/mcp';
import { graphHtml } from './content.ts';

/** `GET /graph`: the states of the Guide as a map that people can look at. */
export const graphPage: Page = {
  path: '/graph',
  title: { ru: 'Карта сценариев Проводника', en: 'Map of the Guide’s scenarios' },
  bodyLanguage: 'ru',
  body: graphHtml,
};
