import * as z from 'zod';
import { searchGuides } from '../queries/search-guides.ts';
import { common, tool } from './tool.ts';

/** How many results a research gets for one query. */
const RESULTS = 10;

/** `search`: the search in the form that research assistants ask every source for. */
export const search = tool({
  ...common,
  id: 'search',
  title: 'Поиск (для исследований)',
  intent: 'Какие страницы руководств относятся к этому запросу?',
  useWhen: ['источники опрашиваются парой search и fetch'],
  doNotUseWhen: [{ case: 'нужны фильтры, куски текста, номера', use: 'guides.search' }],
  semantics: 'Возвращает results: id для fetch, заголовок, адрес для ссылки.',
  errors: ['INVALID_ARGUMENT', 'UNAVAILABLE'],
  examples: [
    { question: 'Источники о слоте', input: { query: 'слот' }, answer: 'results с id X1.1:3.' },
    { question: 'Источники о жизненном цикле', input: { query: 'жизненный цикл' }, answer: 'results с id X4.3:3.' },
  ],
  input: () => z.strictObject({ query: z.string().min(1).max(300).describe('Запрос') }),
  output: () => z.object({ results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string() })) }),
  async run({ query }, { services: { corpus, nearest, baseUrl }, log }) {
    const options = { filters: { currentOnly: false }, limit: RESULTS, nearest: nearest(query, log), baseUrl };
    const { guides } = await searchGuides(corpus, query, options);
    const hits = guides.flatMap(({ pages }) => pages).toSorted((one, other) => other.score - one.score);
    return { results: hits.map(({ id, citation, url }) => ({ id, title: citation, url })) };
  },
  // The text is the same JSON: those who ask so read nothing else.
  summarize: (output) => JSON.stringify(output),
});
