import type { CallContext } from '@aisystant/mcp';
import { exportText } from '@aisystant/mcp/learner-store';
import type { DtServices } from '../services.ts';
import { common, resource } from './resource.ts';

/** All data of the learner who reads it. */
export const exportResource = resource({
  ...common,
  name: 'my_export',
  uri: 'dt://me/export',
  title: 'Все мои данные',
  version: '1.2.0',
  purpose:
    'Всё, что двойник хранит о том, кто читает, и обращения приложений к нему за 90 дней, до миллиона знаков; больше — по ссылке dt_export_my_data.',
  freshness: 'на момент чтения',
  privacy: 'всё личное, что есть в двойнике того, кто читает, и ничего чужого',
  structure: 'JSON по схеме dt://schemas/export',
  example: 'Что именно обо мне записано?',
  read: ({ services, now }: CallContext<DtServices>) => exportText(services, now, 'dt_export_my_data'),
});
