import { ApiError, systemError } from './api-error.ts';
import { type Listed, listCrm, listItems, listTasks, listUsers, PAGE, page, showTask } from './lists.ts';
import { isFields, type Params, paramOf } from './params.ts';
import { type PortalData, subordinatesOf, type TableName } from './portal.ts';
import { COMPANY, CONTACT, type Columns, DEAL, LEAD, type Row, TASK, USER } from './tables.ts';
import { formatTime } from './values.ts';

/** Who calls: the rights are theirs. */
export interface Caller {
  readonly userId: number;
  readonly scopes: readonly string[];
}

/** What a method works with. */
export interface MethodContext {
  readonly portal: PortalData;
  readonly caller: Caller;
  readonly now: number;
}

type Method = (params: Params, context: MethodContext) => Listed;

const CRM: readonly (readonly [name: string, table: TableName, columns: Columns, entityTypeId: number])[] = [
  ['lead', 'leads', LEAD, 1],
  ['deal', 'deals', DEAL, 2],
  ['contact', 'contacts', CONTACT, 3],
  ['company', 'companies', COMPANY, 4],
];

/** The methods by name, each with the scope that it needs; null for any. */
const METHODS: ReadonlyMap<string, readonly [scope: string | null, method: Method]> = new Map([
  ...CRM.flatMap(([name, table, columns]): [string, [string, Method]][] => [
    [`crm.${name}.list`, ['crm', (params, context) => listCrm(sourceOf(context, table, columns), params)]],
    [`crm.${name}.get`, ['crm', (params, context) => ({ result: rowOf(params, sourceOf(context, table, columns)) })]],
    [`crm.${name}.fields`, ['crm', () => ({ result: fieldsOf(columns) })]],
  ]),
  ['crm.item.list', ['crm', listAnyItems]],
  ['crm.status.list', ['crm', listStatuses]],
  [
    'crm.category.list',
    [
      'crm',
      (_, { portal }) => ({ result: { categories: portal.categories.map(category) }, total: portal.categories.length }),
    ],
  ],
  ['crm.currency.list', ['crm', (_, { portal }) => ({ result: portal.currencies.map(currency), total: 0 })]],
  [
    'user.get',
    [
      'user',
      (params, context) => listUsers({ ...sourceOf(context, 'users', USER), rows: context.portal.users }, params),
    ],
  ],
  [
    'user.current',
    [
      'user',
      (_, context) => ({
        result: listUsers(
          {
            ...sourceOf(context, 'users', USER),
            rows: context.portal.users.filter(({ ID }) => ID === context.caller.userId),
          },
          {},
        ).result,
      }),
    ],
  ],
  [
    'user.fields',
    ['user', () => ({ result: Object.fromEntries(Object.entries(USER).map(([name, { title }]) => [name, title])) })],
  ],
  ['department.get', ['department', listDepartments]],
  ['tasks.task.list', ['task', (params, context) => listTasks(sourceOf(context, 'tasks', TASK), params)]],
  ['tasks.task.get', ['task', (params, context) => getTask(params, context)]],
  ['tasks.task.getFields', ['task', () => ({ result: { fields: taskFields() } })]],
  ['profile', [null, (_, context) => ({ result: profileOf(context) })]],
  ['scope', [null, (_, { caller }) => ({ result: caller.scopes })]],
  ['server.time', [null, (_, { now, portal }) => ({ result: formatTime(now, portal.offsetMinutes) })]],
] as [string, [string | null, Method]][]);

const WRITING = /\.(add|update|delete|set|register|unregister|complete|start|import|bind|unbind|call)$/i;

/** Whether a method changes data. The simulator changes none; its log says who asked. */
export const isWrite = (method: string): boolean => WRITING.test(method);

/** Runs one method. Throws {@link ApiError}. */
export function runMethod(name: string, params: Params, context: MethodContext): Listed {
  const [scope, method] = METHODS.get(name) ?? [null, null];
  if (isWrite(name)) return { result: true };
  if (!method) throw systemError('ERROR_METHOD_NOT_FOUND');
  if (scope !== null && !context.caller.scopes.includes(scope)) throw systemError('insufficient_scope');
  return method(params, context);
}

/** The rows of a table that a caller may see: all for an administrator, else their own and their department's. */
function sourceOf({ portal, caller }: MethodContext, table: TableName, columns: Columns) {
  const { offsetMinutes, administrators } = portal;
  if (administrators.includes(caller.userId)) return { rows: portal[table], columns, offsetMinutes };
  const people = subordinatesOf(portal, caller.userId);
  const isTheirs = (row: Row) =>
    [row['ASSIGNED_BY_ID'], row['CREATED_BY_ID'], row['RESPONSIBLE_ID'], row['CREATED_BY']].some((id) =>
      people.includes(Number(id)),
    );
  return { rows: portal[table].filter(isTheirs), columns, offsetMinutes };
}

function rowOf(params: Params, source: Parameters<typeof listCrm>[0]): unknown {
  const id = paramOf(params, 'id');
  const [row] = listCrm(source, { filter: { ID: id }, select: ['*', 'UF_*', 'PHONE', 'EMAIL'] })
    .result as readonly unknown[];
  if (row === undefined) throw new ApiError(400, '', 'Not found');
  return row;
}

function getTask(params: Params, context: MethodContext): Listed {
  const { rows, columns, offsetMinutes } = sourceOf(context, 'tasks', TASK);
  const row = rows.find(({ ID }) => ID === Number(paramOf(params, 'taskId') ?? paramOf(params, 'id')));
  if (!row) throw new ApiError(400, '0', 'Task not found or access denied');
  return { result: { task: showTask(row, columns, { select: [], offsetMinutes }) } };
}

function listAnyItems(params: Params, context: MethodContext): Listed {
  const found = CRM.find(([, , , id]) => id === Number(paramOf(params, 'entityTypeId')));
  if (!found) throw new ApiError(400, 'NOT_FOUND', 'Smart process was not found');
  return listItems(sourceOf(context, found[1], found[2]), params);
}

function fieldsOf(columns: Columns): object {
  const field = ({ type, title, statusType }: Columns[string], name: string) => ({
    type,
    isRequired: name === 'TITLE',
    isReadOnly:
      ['ID', 'DATE_CREATE', 'DATE_MODIFY', 'CREATED_BY_ID', 'MODIFY_BY_ID'].includes(name) ||
      name.endsWith('SEMANTIC_ID'),
    isImmutable: false,
    isMultiple: type === 'crm_multifield',
    isDynamic: name.startsWith('UF_'),
    ...(statusType !== undefined && { statusType }),
    title: name.startsWith('UF_') ? name : title,
    ...(name.startsWith('UF_') && { listLabel: title, formLabel: title, filterLabel: title }),
  });
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, field(column, name)]));
}

const TASK_VALUES: Readonly<Record<string, object>> = {
  STATUS: { 2: 'Ждёт выполнения', 3: 'Выполняется', 4: 'Ожидает контроля', 5: 'Завершена', 6: 'Отложена' },
  PRIORITY: { 2: 'Высокая', 1: 'Средняя', 0: 'Низкая' },
};

/** Without `REAL_STATUS`, which only filters and sorts, and the tags, which it answers and does not tell of. */
function taskFields(): object {
  const names = Object.entries(TASK).filter(([name]) => name !== 'REAL_STATUS' && name !== 'TAGS');
  const type = (of: string) => (of === 'user' ? 'integer' : of === 'integers' ? 'array' : of);
  return Object.fromEntries(
    names.map(([name, column]) => [
      name,
      {
        title: column.title,
        type: name in TASK_VALUES ? 'enum' : type(column.type),
        ...(TASK_VALUES[name] && { values: TASK_VALUES[name] }),
      },
    ]),
  );
}

function listStatuses(params: Params, { portal }: MethodContext): Listed {
  const filter = paramOf(params, 'filter');
  const entity = isFields(filter) ? filter['ENTITY_ID'] : undefined;
  const found = portal.statuses.filter((status) => entity === undefined || [entity].flat().includes(status.entity));
  const result = found.map(({ entity: ENTITY_ID, id, name, semantics }, index) => ({
    ID: String(100 + index * 2),
    ENTITY_ID,
    STATUS_ID: id,
    NAME: name,
    NAME_INIT: '',
    SORT: String((index + 1) * 10),
    SYSTEM: 'N',
    CATEGORY_ID: /_(\d+)$/.exec(ENTITY_ID)?.[1] ?? null,
    COLOR: '#39A8EF',
    SEMANTICS: semantics === 'P' ? null : semantics,
    ...(semantics && {
      EXTRA: { SEMANTICS: { P: 'process', S: 'success', F: 'failure' }[semantics], COLOR: '#39A8EF' },
    }),
  }));
  const start = Math.max(0, Number(paramOf(params, 'start') ?? 0) || 0);
  return { result: result.slice(start, start + PAGE), total: result.length };
}

const category = ({ id, name }: PortalData['categories'][number]) => ({
  id,
  name,
  sort: 100 + id,
  entityTypeId: 2,
  isDefault: id === 0 ? 'Y' : 'N',
});

const currency = ({ id, name, rate }: PortalData['currencies'][number], index: number) => ({
  CURRENCY: id,
  AMOUNT_CNT: '1',
  AMOUNT: rate,
  SORT: String((index + 1) * 100),
  BASE: index === 0 ? 'Y' : 'N',
  FULL_NAME: name,
  FORMAT_STRING: '# ¤',
  DECIMALS: '2',
});

function listDepartments(params: Params, { portal }: MethodContext): Listed {
  const rows = portal.departments.map(
    ({ id, name, parent, head }): Row => ({ ID: id, NAME: name, SORT: 500, PARENT: parent, UF_HEAD: head }),
  );
  return page(rows, params, ({ ID, NAME, PARENT, UF_HEAD }) => ({
    ID: String(ID),
    NAME,
    SORT: 500,
    ...(PARENT !== null && { PARENT: String(PARENT) }),
    UF_HEAD: String(UF_HEAD ?? 0),
  }));
}

function profileOf({ portal, caller }: MethodContext): object {
  const user = portal.users.find(({ ID }) => ID === caller.userId);
  const admin = portal.administrators.includes(caller.userId);
  return {
    ID: String(caller.userId),
    ADMIN: admin,
    NAME: user?.['NAME'],
    LAST_NAME: user?.['LAST_NAME'],
    PERSONAL_GENDER: '',
    TIME_ZONE: user?.['TIME_ZONE'],
  };
}
