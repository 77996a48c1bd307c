import { localTimeAt } from '@aisystant/mcp/local-time';
import { quoteWords } from '@aisystant/mcp/text';
import type { Entity } from '../entity.ts';
import { cellOf, type Row } from '../rows/row.ts';
import type { Texts } from '../texts.ts';
import type { Names } from './names.ts';

/** Length of a time without its seconds and its offset. */
const MINUTES = '2026-11-28T09:00'.length;

/**
 * A line of a list for a client that shows only text: id, title, and the facts with names in the place of ids, and the time by the
 * clocks of the person, in whose zone ranges of days are meant.
 */
export function rowLine(
  entity: Entity,
  row: Row,
  names: Names,
  { overdue, inactive, zone }: Pick<Texts['summary'], 'overdue' | 'inactive'> & { readonly zone: string },
): string {
  const value = (column: string) => {
    const found = cellOf(row, column, entity.dialect);
    return found === null || found === undefined || found === '' ? null : String(found);
  };
  const named = (kind: string, id: string | null) => (id === null ? null : (names[kind]?.[id] ?? id));
  const person = [value('NAME'), value('LAST_NAME')].filter((part) => part !== null).join(' ');
  const title = value('TITLE') ?? (person === '' ? null : person);
  const [stage, kind] = stageOf(entity, value);
  const facts = [
    named(kind, stage),
    value('STATUS') === '-1' && entity.dialect === 'tasks' ? overdue : null,
    value('OPPORTUNITY') === null ? null : `${value('OPPORTUNITY')} ${value('CURRENCY_ID') ?? ''}`.trim(),
    value('WORK_POSITION'),
    value('ACTIVE') === 'false' ? inactive : null,
    named('people', entity.owners && value(entity.owners.responsible)),
    timeIn(zone, value('DEADLINE') ?? value('DATE_CREATE')),
  ].filter((fact) => fact !== null);
  return [`- ${value('ID') ?? ''}`, ...(title === null ? [] : [quoteWords(title)]), facts.join(' · ')].join(' ').trim();
}

function timeIn(zone: string, time: string | null): string | null {
  const ms = Date.parse(time ?? '');
  return (Number.isNaN(ms) ? time : localTimeAt(ms, zone))?.slice(0, MINUTES) ?? null;
}

function stageOf(entity: Entity, value: (column: string) => string | null): readonly [string | null, string] {
  if (entity.dialect === 'tasks') return [value('REAL_STATUS'), 'task_statuses'];
  return entity.name === 'deals' ? [value('STAGE_ID'), 'stages'] : [value('STATUS_ID'), 'statuses'];
}
