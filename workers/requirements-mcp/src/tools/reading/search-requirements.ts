import * as z from 'zod';
import { findEntities } from '../../queries/find-entities.ts';
import { fields, lineOf } from '../fields.ts';
import { requireStatus, requireTypeFilter } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { Found, foundLines, foundOf, searchInput } from './search-fields.ts';

/** Fields by which requirements are filtered. */
export const requirementFilters = {
  type: z.string().min(1).max(64).optional().describe('имя или id вида'),
  status: fields.status.optional(),
  priority: fields.priority.optional(),
};

/** `search_requirements`: finds requirements by words. */
export const searchRequirements = tool({
  ...reads,
  id: 'search_requirements',
  title: 'Поиск требований',
  intent: 'Какие требования про это?',
  useWhen: ['нужны требования по словам, виду, статусу'],
  doNotUseWhen: [{ case: 'искать и в историях, и в эпиках', use: 'search_global' }],
  semantics: 'Как search_global, но только требования.',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Требования про доступ', input: { query: 'доступ' }, answer: 'Требования, лучшее первым.' },
    {
      question: 'Действующие требования к скорости',
      input: { query: 'ответ секунда', type: 'Non-Functional', status: 'active' },
      answer: 'Требования этого вида.',
    },
  ],
  input: () =>
    z.strictObject({
      ...searchInput,
      ...requirementFilters,
    }),
  output: () => Found,
  async run({ type, status, ...wanted }, { services }) {
    const where = {
      ...wanted,
      types: ['requirement' as const],
      requirementType: await requireTypeFilter(services, type, 'type'),
      status: status === undefined ? undefined : requireStatus('requirement', status),
    };
    const found = await findEntities(services.store, where, (entity, snippet) => ({ ...lineOf(entity), snippet }));
    return foundOf(found);
  },
  summarize: foundLines,
});
