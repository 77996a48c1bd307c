import { defineWidget } from '@aisystant/mcp';
import type { GuidesServices } from '../services.ts';
import { PAGE_WIDGET } from '../tools/widgets.ts';

/** The widget of guides-mcp. */
export const widgets = [
  defineWidget<GuidesServices>({
    name: 'page_widget',
    uri: PAGE_WIDGET,
    title: 'Страница на картинке',
    purpose: 'Текст страницы руководства и переход к соседним.',
    version: '1.0.0',
    scope: null,
    example: 'Открой страницу X1.2:3.',
    shows: ['guides.get'],
    html: async () => (await import('@aisystant/widgets/page', { with: { type: 'json' } })).default.html,
  }),
];
