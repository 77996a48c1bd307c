import type { ToolName } from './texts.ts';

/** The lists of the portal. */
export type EntityName = 'deals' | 'leads' | 'contacts' | 'companies' | 'users' | 'tasks';

/** How a list is asked: the three kinds of lists differ in their parameters, prefixes and answers. */
export type Dialect = 'crm' | 'users' | 'tasks';

/** The two columns of people by whom rows belong to somebody. */
export interface OwnerColumns {
  readonly responsible: string;
  readonly creator: string;
}

/** A list of the portal: everything in which one differs from another, as data. */
export interface Entity {
  readonly name: EntityName;
  /** As documents name it: `crm/leads`. */
  readonly resource: `crm/${EntityName}`;
  /** Tool that lists it. */
  readonly tool: ToolName;
  readonly dialect: Dialect;
  readonly list: string;
  readonly fields: string;
  /** Null for people, whom everybody at the portal sees. */
  readonly owners: OwnerColumns | null;
  /** Columns of time, one of which a filter should bound; the first is what `date_range` means. */
  readonly dates: readonly [string, string];
  /** Column of the group of stages: P in progress, S success, F failure; null where there are no stages. */
  readonly semantics: string | null;
  /** What is asked for when the caller selects nothing. */
  readonly select: readonly string[];
  /** Columns whose values are names of a dictionary. */
  readonly dictionaries: { readonly [column: string]: DictionaryName };
}

/** The dictionaries of the portal. */
export type DictionaryName =
  | 'statuses'
  | 'stages'
  | 'sources'
  | 'currencies'
  | 'categories'
  | 'task_statuses'
  | 'priorities';

/** The dictionaries by the names that callers and addresses use. */
export const KINDS = {
  lead_statuses: 'statuses',
  lead_sources: 'sources',
  deal_stages: 'stages',
  deal_categories: 'categories',
  currencies: 'currencies',
  task_statuses: 'task_statuses',
  task_priorities: 'priorities',
} as const satisfies { readonly [kind: string]: DictionaryName };

/** Name of a dictionary for callers. */
export type Kind = keyof typeof KINDS;

/** The name of a dictionary for callers. */
export const kindOf = (dictionary: DictionaryName): string =>
  Object.entries(KINDS).find(([, name]) => name === dictionary)?.[0] ?? dictionary;

const CRM = {
  dialect: 'crm',
  owners: { responsible: 'ASSIGNED_BY_ID', creator: 'CREATED_BY_ID' },
  dates: ['DATE_CREATE', 'DATE_MODIFY'],
} as const;

/** The lists by name, in the order in which they are shown. */
export const ENTITIES: Readonly<Record<EntityName, Entity>> = {
  deals: {
    ...CRM,
    name: 'deals',
    resource: 'crm/deals',
    tool: 'getDeals',
    list: 'crm.deal.list',
    fields: 'crm.deal.fields',
    semantics: 'STAGE_SEMANTIC_ID',
    select: [
      'ID',
      'TITLE',
      'STAGE_ID',
      'CATEGORY_ID',
      'OPPORTUNITY',
      'CURRENCY_ID',
      'ASSIGNED_BY_ID',
      'DATE_CREATE',
      'DATE_MODIFY',
    ],
    dictionaries: { STAGE_ID: 'stages', CATEGORY_ID: 'categories', SOURCE_ID: 'sources', CURRENCY_ID: 'currencies' },
  },
  leads: {
    ...CRM,
    name: 'leads',
    resource: 'crm/leads',
    tool: 'getLeads',
    list: 'crm.lead.list',
    fields: 'crm.lead.fields',
    semantics: 'STATUS_SEMANTIC_ID',
    select: [
      'ID',
      'TITLE',
      'STATUS_ID',
      'SOURCE_ID',
      'OPPORTUNITY',
      'CURRENCY_ID',
      'ASSIGNED_BY_ID',
      'DATE_CREATE',
      'DATE_MODIFY',
    ],
    dictionaries: { STATUS_ID: 'statuses', SOURCE_ID: 'sources', CURRENCY_ID: 'currencies' },
  },
  contacts: {
    ...CRM,
    name: 'contacts',
    resource: 'crm/contacts',
    tool: 'getContacts',
    list: 'crm.contact.list',
    fields: 'crm.contact.fields',
    semantics: null,
    select: [
      'ID',
      'NAME',
      'LAST_NAME',
      'POST',
      'COMPANY_ID',
      'SOURCE_ID',
      'ASSIGNED_BY_ID',
      'DATE_CREATE',
      'DATE_MODIFY',
    ],
    dictionaries: { SOURCE_ID: 'sources' },
  },
  companies: {
    ...CRM,
    name: 'companies',
    resource: 'crm/companies',
    tool: 'getCompanies',
    list: 'crm.company.list',
    fields: 'crm.company.fields',
    semantics: null,
    select: [
      'ID',
      'TITLE',
      'COMPANY_TYPE',
      'INDUSTRY',
      'REVENUE',
      'CURRENCY_ID',
      'ASSIGNED_BY_ID',
      'DATE_CREATE',
      'DATE_MODIFY',
    ],
    dictionaries: { CURRENCY_ID: 'currencies' },
  },
  users: {
    name: 'users',
    resource: 'crm/users',
    tool: 'getUsers',
    dialect: 'users',
    list: 'user.get',
    fields: 'user.fields',
    owners: null,
    dates: ['DATE_REGISTER', 'LAST_LOGIN'],
    semantics: null,
    select: ['ID', 'NAME', 'LAST_NAME', 'WORK_POSITION', 'EMAIL', 'ACTIVE', 'UF_DEPARTMENT', 'DATE_REGISTER'],
    dictionaries: {},
  },
  tasks: {
    name: 'tasks',
    resource: 'crm/tasks',
    tool: 'getTasks',
    dialect: 'tasks',
    list: 'tasks.task.list',
    fields: 'tasks.task.getFields',
    owners: { responsible: 'RESPONSIBLE_ID', creator: 'CREATED_BY' },
    dates: ['CHANGED_DATE', 'CREATED_DATE'],
    semantics: null,
    select: [
      'ID',
      'TITLE',
      'STATUS',
      'REAL_STATUS',
      'PRIORITY',
      'DEADLINE',
      'RESPONSIBLE_ID',
      'CREATED_BY',
      'CREATED_DATE',
      'CHANGED_DATE',
    ],
    dictionaries: { STATUS: 'task_statuses', PRIORITY: 'priorities' },
  },
};

/** Rows on a page of the portal; fixed. */
export const PAGE = 50;
