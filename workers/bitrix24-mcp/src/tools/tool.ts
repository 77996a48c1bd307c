import { DataQuality, defineTool } from '@aisystant/mcp';
import * as z from 'zod';
import type { Texts, ToolName } from '../domain/texts.ts';
import type { BitrixServices } from '../services.ts';

/** Defines a tool of bitrix24-mcp. */
export const tool = defineTool.for<BitrixServices>();

/** The scope that every tool and resource needs: nothing of the portal can be changed. */
export const SCOPE = 'bitrix24:read';

/** The facts of a tool, most of them from the texts of a language. */
export function factsOf(name: ToolName, texts: Texts) {
  const { use_when: useWhen, do_not_use_when: otherwise, ...told } = texts.tools[name];
  return {
    id: name,
    ...told,
    useWhen,
    doNotUseWhen: otherwise.map(({ case: situation, use }) => ({ case: situation, ...(use !== undefined && { use }) })),
    version: '1.0.0',
    status: 'stable',
    scope: SCOPE,
    effect: 'read',
    openWorld: true,
    privacy: 'данные портала с правами вошедшего человека; сервер их не хранит',
    errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE'],
  } as const;
}

/** Anything the portal answers or gets, as it is. */
export const AsItIs = () => z.looseObject({});

/** Where an answer comes from, and whose rows it shows. */
export const Metadata = () =>
  z.object({
    provider: z.literal('bitrix24'),
    tool: z.string(),
    resource: z.string(),
    instance_name: z.string().optional(),
    scope: z.enum(['own', 'department', 'all', 'bitrix24']).describe('чьи записи показаны'),
    time_zone: z
      .string()
      .describe(
        'часовой пояс, в котором поняты даты; смещение — нынешнее у портала, если своего пояса у человека там нет',
      ),
  });

/** Which part of a list an answer is. */
export const Pagination = () =>
  z.object({
    limit: z.int(),
    start: z.int(),
    next: z.string().nullable(),
    total: z.int(),
    fetched: z.int(),
    next_cursor: z.string().nullable(),
  });

/** Names by id, by kind. */
export const NamesOutput = () => z.record(z.string(), z.record(z.string(), z.string()));

/** Completeness of an answer. */
export const Quality = () =>
  DataQuality.extend({
    coverage_ratio: z.number().min(0).max(1).nullable().describe('показано из всех'),
  });
