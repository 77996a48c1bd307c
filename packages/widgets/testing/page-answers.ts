import type { Answer } from './answer.ts';

const MARKDOWN = `## Минимум на плохой день

Минимум — это **столько**, сколько получится *всегда*: \`10 минут\` за столом.

> Не сделать ничего легко; сделать мало — тоже занятие.

1. Назвать минимум заранее.
2. Записать его [на странице плана](guides://plan).
   Где он под рукой.

| День | Минимум |
|---|---|
| будни | 10 минут |
| выходные | одна страница |

<script>window.top.broken = 1</script>
`;

const ref = (id: string, title: string) => ({ id, title, citation: `${id}, «${title}»` });

/** A page with everything that a guide has, in a middle of its guide. */
export const PAGE_ANSWERS: readonly Answer[] = [
  {
    widget: 'page',
    name: 'a page',
    server: 'guides-mcp',
    tool: 'guides_get',
    input: { id: 'X1.2:3' },
    answer: {
      pages: [
        {
          id: 'X1.2:3',
          number: 'X1.2:3',
          title: 'Минимум на плохой день',
          type: 'theory',
          status: 'draft',
          reading_minutes: 4,
          citation: 'X1.2:3, «Минимум на плохой день»',
          section: 'Слот',
          guide: 'Ритм ученика',
          guide_pages: 12,
          stages: ['Практикующий'],
          markdown: MARKDOWN,
          whole: true,
          headings: ['Минимум на плохой день'],
          footnotes: [],
          read_before: [ref('X1.1:1', 'Что такое слот')],
          can_do: ['назвать свой минимум'],
          introduces: ['минимум'],
          uses: ['слот'],
          practice_minutes: 5,
          characters: MARKDOWN.length,
          answers_hidden: true,
          etag: 'w1',
          uri: 'guides://x1/1.2/3',
          url: 'https://example.test/guides/x1/1.2/3',
        },
      ],
      previous: ref('X1.2:2', 'Слот и настроение'),
      next: ref('X1.2:4', 'Что делать с пропуском'),
      next_cursor: null,
      version: '2026-11-28',
    },
  },
];
