import { type CallContext, RESOURCE_CHARACTERS, ToolError } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';
import { common, resource } from './resource.ts';

/** All data of the learner who reads it. */
export const exportResource = resource({
  ...common,
  name: 'my_export',
  uri: 'dt://me/export',
  title: 'Все мои данные',
  version: '1.1.0',
  purpose: 'Всё, что двойник хранит о том, кто читает, до миллиона знаков; больше — по ссылке dt_export_my_data.',
  freshness: 'на момент чтения',
  privacy: 'всё личное, что есть в двойнике того, кто читает, и ничего чужого',
  structure: 'JSON по схеме dt://schemas/export',
  example: 'Что именно обо мне записано?',
  read: async ({ services, now }: CallContext<DtServices>) => {
    const text = await services.rights.exportJson(RESOURCE_CHARACTERS, now);
    if (text !== null) return text;
    throw new ToolError('INVALID_ARGUMENT', `Здесь больше ${RESOURCE_CHARACTERS} знаков.`, {
      hint: 'Всё целиком — по ссылке из dt_export_my_data.',
    });
  },
});
