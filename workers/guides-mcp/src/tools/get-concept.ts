import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { findTerm } from '../queries/find-term.ts';
import { common, PageRef, tool } from './tool.ts';

/** `guides.get_concept`: what a concept means and where it is explained. */
export const getConcept = tool({
  ...common,
  id: 'guides.get_concept',
  title: 'Понятие',
  intent: 'Что значит это понятие и где о нём прочитать?',
  useWhen: ['нужно определение понятия школы', 'нужно знать, с чем его путают и на каких оно страницах'],
  doNotUseWhen: [{ case: 'вопрос шире одного понятия', use: 'guides.search' }],
  semantics:
    'Возвращает определение, другие названия, частую путаницу и страницы: где понятие объясняют и где оно уже нужно.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    { question: 'Что такое слот?', input: { term: 'слот' }, answer: 'Определение и страница X1.1:3.' },
    { question: 'Что значит помодоро?', input: { term: 'помодоро' }, answer: 'Это помидорка; страница X1.2:2.' },
  ],
  input: () =>
    z.strictObject({ term: z.string().min(2).max(200).describe('Понятие в любой форме или другое его название') }),
  output: () =>
    z.object({
      term: z.string(),
      status: z.enum(['active', 'deprecated']).describe('deprecated — слово вышло из употребления'),
      definition: z.string().nullable(),
      misconception: z.string().nullable().describe('с чем путают'),
      synonyms: z.array(z.string()),
      introduced_on: z.array(PageRef).describe('где объясняют'),
      used_on: z.array(PageRef).describe('где считают известным'),
    }),
  async run({ term }, { services: { corpus } }) {
    const found = await findTerm(corpus, term);
    if (found.ok) return found.value;
    const hint = found.error.length > 0 ? `Похожее: ${found.error.join(', ')}.` : 'Спросите guides_search.';
    throw new ToolError('NOT_FOUND', 'Такого понятия в руководствах нет.', { field: 'term', hint });
  },
  summarize: ({ term, definition, misconception, synonyms, introduced_on: pages }) =>
    [
      `**${term}**${definition === null ? '' : ` — ${definition}`}`,
      ...(synonyms.length > 0 ? [`Другие названия: ${synonyms.join(', ')}.`] : []),
      ...(misconception === null ? [] : [`С чем путают: ${misconception}`]),
      ...(pages.length > 0 ? [`Объясняют: ${pages.map(({ id, title }) => `${id} «${title}»`).join(', ')}.`] : []),
    ].join('\n'),
});
