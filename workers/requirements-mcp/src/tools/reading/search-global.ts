import * as z from 'zod';
import { ENTITY_TYPES } from '../../domain/entity-type.ts';
import { findEntities } from '../../queries/find-entities.ts';
import { lineOf } from '../fields.ts';
import { reads, tool } from '../tool.ts';
import { Found, foundLines, foundOf, searchInput } from './search-fields.ts';

/** `search_global`: finds anything by words. */
export const searchGlobal = tool({
  ...reads,
  id: 'search_global',
  title: 'Поиск',
  intent: 'Где у нас написано про это?',
  useWhen: ['нужен эпик, история, критерий или требование по словам или номеру'],
  doNotUseWhen: [{ case: 'нужны только требования', use: 'search_requirements' }],
  semantics:
    'Ищет в названиях, описаниях, номерах и комментариях (новых, если их сотни) по основам и началам слов; нет всех — по любому.',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Где про вход?', input: { query: 'вход' }, answer: 'Найденное, лучшее первым.' },
    { question: 'Истории про почту', input: { query: 'почта', entity_types: ['user_story'] }, answer: 'Истории.' },
  ],
  input: () => z.strictObject({ ...searchInput, entity_types: z.array(z.enum(ENTITY_TYPES)).min(1).max(4).optional() }),
  output: () => Found,
  async run({ entity_types, ...wanted }, { services: { store } }) {
    const found = await findEntities(store, { ...wanted, types: entity_types ?? ENTITY_TYPES }, (entity, snippet) => ({
      ...lineOf(entity),
      snippet,
    }));
    return foundOf(found);
  },
  summarize: foundLines,
});
