import type { Dictionaries } from '../dictionary.ts';
import type { Entity } from '../entity.ts';
import type { FieldList } from '../request/field-list.ts';
import { cellOf, type Row } from '../rows/row.ts';

/** Names by id: of people, and of each dictionary that rows refer to. Only what the rows have. */
export type Names = { readonly [kind: string]: { readonly [id: string]: string } };

/** Columns of a list that hold ids of people. */
function peopleColumns(fields: FieldList): readonly string[] {
  return [...fields].filter(([, { type }]) => type === 'user').map(([name]) => name);
}

/** Ids of the people in rows. */
export function peopleIn(entity: Entity, rows: readonly Row[], fields: FieldList): readonly string[] {
  const columns = peopleColumns(fields);
  const ids = rows.flatMap((row) => columns.map((column) => cellOf(row, column, entity.dialect)));
  return [...new Set(ids.filter((id) => id !== null && id !== undefined && id !== '' && id !== '0').map(String))];
}

/** The names of what rows refer to. */
export function namesOf(
  entity: Entity,
  rows: readonly Row[],
  {
    fields,
    dictionaries,
    people,
  }: { readonly fields: FieldList; readonly dictionaries: Dictionaries; readonly people: ReadonlyMap<string, string> },
): Names {
  const names: Record<string, Record<string, string>> = {};
  const put = (kind: string, id: string, name: string | undefined) => {
    if (name !== undefined) names[kind] = { ...names[kind], [id]: name };
  };
  for (const id of peopleIn(entity, rows, fields)) put('people', id, people.get(id));
  for (const [column, kind] of Object.entries(entity.dictionaries)) {
    const ids = new Set(
      rows.map((row) => String(cellOf(row, column === 'STATUS' ? 'REAL_STATUS' : column, entity.dialect) ?? '')),
    );
    for (const { id, name } of dictionaries[kind]) if (ids.has(id)) put(kind, id, name);
  }
  return names;
}

/** Rows by a value, with its name where it has one. */
type Counts = Record<string, { count: number; name?: string }>;

/** How many rows each responsible person has, and how many are in each status. */
export function aggregatesOf(rows: readonly Row[], names: Names): { responsible: Counts; status: Counts } {
  const by = (column: string, kind: string) => {
    const counted: Counts = {};
    for (const row of rows) {
      const id = row[column];
      if (typeof id !== 'string') continue;
      const name = names[kind]?.[id];
      counted[id] = { count: (counted[id]?.count ?? 0) + 1, ...(name !== undefined && { name }) };
    }
    return counted;
  };
  return { responsible: by('ASSIGNED_BY_ID', 'people'), status: by('STATUS_ID', 'statuses') };
}
