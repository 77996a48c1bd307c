import { plural } from '@aisystant/mcp';
import * as z from 'zod';
import { isRecommended, stageNumber, stageTitles } from '../domain/corpus/stages.ts';
import { common, StageCode, tool } from './tool.ts';

/** `guides.list`: the guides, with those to begin with at a stage. */
export const listGuides = tool({
  ...common,
  id: 'guides.list',
  title: 'Список руководств',
  intent: 'Какие есть руководства и с какого начать?',
  useWhen: ['нужен список руководств', 'ученик спрашивает, что читать на его ступени'],
  doNotUseWhen: [{ case: 'известна тема', use: 'guides.search' }],
  semantics:
    'Возвращает руководства по порядку: код, ступени, сколько разделов, страниц, черновиков и минут чтения. При stage — что советует школа.',
  errors: ['INVALID_ARGUMENT', 'UNAVAILABLE'],
  examples: [
    { question: 'Какие есть руководства?', input: {}, answer: 'Пять руководств с числом страниц.' },
    {
      question: 'Я Практикующий, с чего начать?',
      input: { stage: 'STG.Learner.Practicing' },
      answer: 'Руководства для этой ступени отмечены recommended.',
    },
  ],
  input: () =>
    z.strictObject({
      programme: z.string().min(1).max(100).optional().describe('Программа, например personal'),
      stage: StageCode.optional(),
    }),
  output: () =>
    z.object({
      guides: z.array(
        z.object({
          slug: z.string(),
          code: z.string().nullable(),
          title: z.string(),
          programme: z.string(),
          level: z.string().nullable(),
          stages: z.array(z.string()).describe('для каких ступеней; пусто — для всех'),
          lang: z.string(),
          sections: z.int(),
          pages: z.int(),
          drafts: z.int().describe('из них не current'),
          reading_minutes: z.int(),
          recommended: z.boolean().nullable().describe('с него советуют начать на этой ступени; null без stage'),
          uri: z.string(),
        }),
      ),
      programmes: z.array(z.string()),
      version: z.string().describe('дата загрузки руководств'),
    }),
  async run({ programme, stage }, { services: { corpus } }) {
    const all = await corpus.guides();
    const { importedAt } = await corpus.generation();
    const guides = all
      .filter((guide) => programme === undefined || guide.programme === programme)
      .map(({ readingMinutes, stages, ...guide }) => ({
        ...guide,
        stages: [...stageTitles(stages)],
        reading_minutes: readingMinutes,
        recommended: stage === undefined ? null : isRecommended({ ...guide, stages }, stageNumber(stage)),
        uri: `guides://${guide.slug}/toc`,
      }));
    return { guides, programmes: [...new Set(all.map((guide) => guide.programme))], version: importedAt };
  },
  summarize: ({ guides, programmes }) =>
    guides.length === 0
      ? `Таких руководств нет. Программы: ${programmes.join(', ')}.`
      : guides
          .map(({ slug, code, title, level, pages, recommended }) => {
            const name = `${code === null ? '' : `${code}. `}${title}`;
            const size = plural(pages, 'страница', 'страницы', 'страниц');
            return `- ${name} [${slug}] — ${size}${level === null ? '' : `, ${level}`}${recommended ? ' · с него советуют начать' : ''}`;
          })
          .join('\n'),
});
