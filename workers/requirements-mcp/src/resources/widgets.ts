import { defineWidget } from '@aisystant/mcp';
import type { RequirementsServices } from '../services.ts';
import { READ } from '../tools/tool.ts';
import { REQUIREMENTS_WIDGET } from '../tools/widgets.ts';

/** The widget of requirements-mcp. */
export const widgets = [
  defineWidget<RequirementsServices>({
    name: 'requirements_widget',
    uri: REQUIREMENTS_WIDGET,
    title: 'Требования на картинке',
    purpose:
      'Дерево эпика со статусами и пробелами: истории без критериев, требования без проверки; граф связей с кругами.',
    version: '1.0.0',
    scope: READ,
    example: 'Покажи, из чего состоит EP-001.',
    shows: ['get_hierarchy', 'list_relationships'],
    html: async () => (await import('@aisystant/widgets/requirements', { with: { type: 'json' } })).default.html,
  }),
];
