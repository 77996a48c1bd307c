import type { CallContext } from '@aisystant/mcp';
import { exportText } from '@aisystant/mcp/learner-store';
import { type ExerciseServices, learnerOf } from '../services.ts';
import { common, resource } from './resource.ts';

/** All data of the learner who reads it. */
export const exportResource = resource({
  ...common,
  name: 'my_export',
  uri: 'exercises://me/export',
  title: 'Все мои попытки',
  purpose:
    'Всё, что хранится о том, кто читает, и обращения приложений за 90 дней, до миллиона знаков; больше — по ссылке exercises_export_my_data.',
  scope: 'exercises:read',
  freshness: 'на момент чтения',
  privacy: 'все попытки и обращения того, кто читает, и ничего чужого',
  structure: 'JSON: format, version, exported_at, строки таблиц document, withdrawal, tombstone, call',
  example: 'Что именно обо мне записано?',
  read: ({ services, now }: CallContext<ExerciseServices>) =>
    exportText(learnerOf(services), now, 'exercises_export_my_data'),
});
