import { type CallContext, RESOURCE_CHARACTERS, ToolError } from '@aisystant/mcp';
import { type ExerciseServices, learnerOf } from '../services.ts';
import { common, resource } from './resource.ts';

/** All data of the learner who reads it. */
export const exportResource = resource({
  ...common,
  name: 'my_export',
  uri: 'exercises://me/export',
  title: 'Все мои попытки',
  purpose: 'Всё, что хранится о том, кто читает, до миллиона знаков; больше — по ссылке exercises_export_my_data.',
  scope: 'exercises:read',
  freshness: 'на момент чтения',
  privacy: 'все попытки того, кто читает, и ничего чужого',
  structure: 'JSON: format, version, exported_at, строки таблиц document, withdrawal, tombstone',
  example: 'Что именно обо мне записано?',
  read: async ({ services, now }: CallContext<ExerciseServices>) => {
    const text = await learnerOf(services).rights.exportJson(RESOURCE_CHARACTERS, now);
    if (text !== null) return text;
    throw new ToolError('INVALID_ARGUMENT', `Здесь больше ${RESOURCE_CHARACTERS} знаков.`, {
      hint: 'Всё целиком — по ссылке из exercises_export_my_data.',
    });
  },
});
