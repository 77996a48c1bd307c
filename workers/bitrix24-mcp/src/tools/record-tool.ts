import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { rowLine } from '../domain/answer/lines.ts';
import { namesOf } from '../domain/answer/names.ts';
import { ENTITIES, type EntityName } from '../domain/entity.ts';
import type { Texts, ToolName } from '../domain/texts.ts';
import { listRows } from '../queries/list-rows.ts';
import { peopleNames } from '../queries/people-names.ts';
import { metadataOf, notesOf, qualityOf } from './answer.ts';
import { AsItIs, factsOf, Metadata, NamesOutput, Quality, tool } from './tool.ts';

const input = () =>
  z.strictObject({
    id: z.int().min(1).max(1_000_000_000).describe('Номер записи'),
    select: z.array(z.string().min(1).max(100)).min(1).max(100).optional().describe('Поля; без них — все'),
  });
const output = () =>
  z.object({
    metadata: Metadata(),
    request: AsItIs(),
    result: AsItIs().describe('запись, как её отдал Битрикс24'),
    names: NamesOutput().describe('имена по номерам'),
    data_quality: Quality(),
  });

/** A tool that reads one record. It asks the list for one id, so that the rights are those of the list. */
export function recordTool(name: EntityName, toolName: ToolName, texts: Texts) {
  const entity = { ...ENTITIES[name], tool: toolName };
  return tool({
    ...factsOf(toolName, texts),
    input,
    output,
    async run({ id, select }, context) {
      const listed = await listRows(name, { filter: { ID: id }, select: select ?? 'all', limit: 1 }, context);
      const [row] = listed.rows;
      if (!row) {
        const hint = `Номера своих записей показывает ${ENTITIES[name].tool}.`;
        throw new ToolError('NOT_FOUND', 'Такой записи нет, или она не ваша.', { field: 'id', hint });
      }
      const names = namesOf(entity, [row], { ...listed.portal, people: await peopleNames(listed, context) });
      return {
        metadata: metadataOf(entity, listed.caller, context.services),
        request: listed.payloads[0] ?? {},
        result: row,
        names,
        data_quality: qualityOf(1, 1, notesOf(listed, context.services), context),
      };
    },
    summarize: ({ result, names, metadata, data_quality: { notes } }) => {
      const fields = Object.entries(result).filter(([, value]) => value !== null && value !== '' && value !== '0');
      const shown = fields.map(
        ([field, value]) => `  ${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      const words = { ...texts.summary, zone: metadata.time_zone };
      return [rowLine(entity, result, names, words), ...(notes === null ? [] : [notes]), ...shown].join('\n');
    },
  });
}
