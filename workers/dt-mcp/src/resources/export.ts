import type { CallContext } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';
import { requireConsent } from '../tools/consent.ts';
import { common, resource } from './resource.ts';

/** Everything the twin holds of the one who reads it. */
export const exportResource = resource({
  ...common,
  name: 'my_export',
  uri: 'dt://me/export',
  title: 'Все мои данные',
  purpose: 'Всё, что двойник хранит о том, кто читает. Для большого двойника удобнее ссылка dt_export_my_data.',
  freshness: 'на момент чтения',
  structure: 'JSON по схеме dt://schemas/export',
  example: 'Что именно обо мне записано?',
  read: async ({ services, now }: CallContext<DtServices>) => {
    await requireConsent('dt:read', services);
    return new Response(await services.twin.everything(now)).text();
  },
});
