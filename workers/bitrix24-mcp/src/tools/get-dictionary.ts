import * as z from 'zod';
import type { DictionaryItem } from '../domain/answer/dictionary.ts';
import { KINDS, type Kind } from '../domain/entity.ts';
import { filled, type Texts } from '../domain/texts.ts';
import { callerOf } from '../queries/caller.ts';
import { loadDictionary } from '../queries/directory.ts';
import { metadataOf, qualityOf } from './answer.ts';
import { factsOf, Metadata, Quality, tool } from './tool.ts';

/** `getDictionary`: the values of a field and their names. */
export const getDictionary = (texts: Texts) =>
  tool({
    ...factsOf('getDictionary', texts),
    input: () => z.strictObject({ kind: z.enum(Object.keys(KINDS) as [Kind]) }),
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
        data_quality: Quality(),
      }),
    async run({ kind }, context) {
      const portal = await loadDictionary(await context.services.portal(context), KINDS[kind], context.now);
      const caller = callerOf(portal, context);
      const items = [...portal.dictionaries[KINDS[kind]]];
      const metadata = metadataOf({ tool: 'getDictionary', resource: 'crm/leads' }, caller, context.services);
      return {
        metadata: { ...metadata, resource: `dictionaries/${kind}` },
        kind,
        items,
        data_quality: qualityOf(items.length, items.length, null, context),
      };
    },
    summarize: ({ kind, items }) =>
      [`${kind}: ${items.length}`, ...items.map((item) => itemLine(item, texts))].join('\n'),
  });

function itemLine({ id, name, group, funnel }: DictionaryItem, { summary }: Texts): string {
  const facts = [group && summary.groups[group], funnel && filled(summary.funnel, { id: funnel })].filter(Boolean);
  return `- ${id}: ${name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}
