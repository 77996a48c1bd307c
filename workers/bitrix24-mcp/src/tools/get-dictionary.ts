import { Cursor, defineListPages } from '@aisystant/mcp';
import * as z from 'zod';
import type { DictionaryItem } from '../domain/dictionary.ts';
import { KINDS, type Kind } from '../domain/entity.ts';
import { filled, type Texts } from '../domain/texts.ts';
import { callerOf } from '../queries/caller.ts';
import { loadDictionary } from '../queries/directory.ts';
import { metadataOf, paginationOf, qualityOf } from './answer.ts';
import { factsOf, Metadata, Pagination, Quality, tool } from './tool.ts';

const MOST_VALUES = 500;
/** More than most dictionaries have, so that they are told at once. */
const VALUES = 200;

/** The values have the order of the portal. */
const pages = defineListPages('dictionary', z.object({ index: z.int().min(0).max(1_000_000) }));

/** `getDictionary`: the values of a field and their names. */
export const getDictionary = (texts: Texts) =>
  tool({
    ...factsOf('getDictionary', texts),
    input: () =>
      z.strictObject({
        kind: z.enum(Object.keys(KINDS) as [Kind]),
        limit: z.int().min(1).max(MOST_VALUES).default(VALUES),
        cursor: Cursor.optional(),
      }),
    output: () =>
      z.object({
        metadata: Metadata(),
        kind: z.string(),
        items: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            group: z.enum(['P', 'S', 'F']).nullable().describe('группа стадии'),
            funnel: z.string().nullable().describe('номер воронки стадии'),
          }),
        ),
        pagination: Pagination(),
        data_quality: Quality(),
      }),
    async run({ kind, limit, cursor }, context) {
      const portal = await loadDictionary(await context.services.portal(context), KINDS[kind], context.now);
      const caller = callerOf(portal, context);
      const values = portal.dictionaries[KINDS[kind]].map((item, index) => ({ index, item }));
      const after = pages.after(cursor, { kind });
      const start = after === null ? 0 : after.index + 1;
      const page = pages.page(values.slice(start), { limit, filters: { kind }, show: ({ item }) => item });
      const metadata = metadataOf({ tool: 'getDictionary', resource: 'crm/leads' }, caller, context.services);
      return {
        metadata: { ...metadata, resource: `dictionaries/${kind}` },
        kind,
        items: page.items,
        pagination: paginationOf({ limit, start, fetched: page.items.length, total: values.length }, page.next_cursor),
        data_quality: qualityOf(start + page.items.length, values.length, [], context),
      };
    },
    summarize: ({ kind, items, pagination: { total, fetched, next_cursor: next } }) =>
      [
        `${kind}: ${fetched === total ? total : `${fetched} / ${total}`}`,
        ...(next === null ? [] : [filled(texts.summary.next, { cursor: next })]),
        ...items.map((item) => itemLine(item, texts)),
      ].join('\n'),
  });

function itemLine({ id, name, group, funnel }: DictionaryItem, { summary }: Texts): string {
  const facts = [group && summary.groups[group], funnel && filled(summary.funnel, { id: funnel })].filter(Boolean);
  return `- ${id}: ${name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}
