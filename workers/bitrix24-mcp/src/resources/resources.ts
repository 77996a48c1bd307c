import { type CallContext, defineResource } from '@aisystant/mcp';
import { namesOf } from '../domain/answer/names.ts';
import { ENTITIES, type Entity, type EntityName, KINDS, type Kind } from '../domain/entity.ts';
import { field, listOf } from '../domain/portal-answer.ts';
import type { Texts } from '../domain/texts.ts';
import { callerOf } from '../queries/caller.ts';
import { loadDictionary, loadPortal } from '../queries/directory.ts';
import { listRows } from '../queries/list-rows.ts';
import { peopleNames } from '../queries/people-names.ts';
import type { BitrixServices } from '../services.ts';
import { metadataOf, notesOf } from '../tools/answer.ts';
import { SCOPE } from '../tools/tool.ts';

const resource = defineResource.for<BitrixServices>();

const common = {
  mime: 'application/json',
  version: '1.0.0',
  status: 'stable',
  scope: SCOPE,
  privacy: 'данные портала с правами вошедшего человека; сервер их не хранит',
} as const;

/** Rows of a resource: what fits into a model's context; a tool gives the rest. */
const NEWEST = 50;

/** The newest records of one kind. */
function newest(entity: Entity, texts: Texts) {
  const { title } = texts.tools[entity.tool];
  return resource({
    ...common,
    name: `crm_${entity.name}`,
    uri: `bitrix24://${entity.resource}`,
    title,
    purpose: `${title}: последние ${NEWEST}`,
    freshness: 'при каждом чтении',
    structure: '{ metadata, data: [строка Битрикс24], names, total, next_cursor, notes? }',
    example: texts.tools[entity.tool].intent,
    query: { tool: entity.tool, page: pageOf },
    read: (context: CallContext<BitrixServices>) => newestRows(entity, context),
  });
}

/** A page of a list, as the REST facade of the document gives it. */
function pageOf({ metadata, result, pagination }: { readonly [field: string]: unknown }) {
  const rows = field(result, 'result');
  const cursor = field(pagination, 'next_cursor');
  return {
    metadata,
    data: listOf(field(rows, 'tasks') ?? rows),
    next_cursor: typeof cursor === 'string' ? cursor : null,
    total: Number(field(pagination, 'total')),
  };
}

async function newestRows(entity: Entity, context: CallContext<BitrixServices>): Promise<string> {
  const listed = await listRows(entity.name, { limit: NEWEST }, context);
  const names = namesOf(entity, listed.rows, { ...listed.portal, people: await peopleNames(listed, context) });
  const { tool: _, ...metadata } = metadataOf(entity, listed.caller, context.services);
  const notes = notesOf(listed, context.services).join(' ');
  return JSON.stringify({
    ...{ metadata, data: listed.rows, names, total: listed.total, next_cursor: listed.nextCursor },
    ...(notes !== '' && { notes }),
  });
}

/** The values of one field. */
function dictionary(kind: Kind, texts: Texts) {
  return resource({
    ...common,
    name: `dictionary_${kind}`,
    uri: `bitrix24://dictionaries/${kind}`,
    title: `${texts.tools.getDictionary.title}: ${kind}`,
    purpose: texts.tools.getDictionary.intent,
    freshness: 'до пяти минут',
    structure: '[{ id, name, group, funnel }]',
    example: texts.tools.getDictionary.examples[0].question,
    async read(context: CallContext<BitrixServices>) {
      const portal = await loadDictionary(await context.services.portal(context), KINDS[kind], context.now);
      callerOf(portal, context);
      return JSON.stringify(portal.dictionaries[KINDS[kind]]);
    },
  });
}

/** The fields of a list, by which filters are checked. */
function fields(texts: Texts) {
  return resource({
    ...common,
    name: 'fields',
    template: 'bitrix24://dictionaries/fields/{list}',
    values: () => Object.keys(ENTITIES),
    title: 'Поля списка',
    purpose: 'Поля, которые есть у списка в этом портале, и поля, добавленные в нём',
    freshness: 'до пяти минут',
    structure: '[{ name, type, title }]',
    example: texts.tools.getLeads.intent,
    async read(list, context) {
      if (!Object.hasOwn(ENTITIES, list)) return null;
      const portal = await loadPortal(await context.services.portal(context), list as EntityName, context.now);
      callerOf(portal, context);
      return JSON.stringify([...portal.fields].map(([name, field]) => ({ name, ...field })));
    },
  });
}

/** Texts that are the same for everyone; behind the sign-in too, so that a client asks for it at once. */
function guide(
  name: string,
  path: string,
  { title, purpose, value }: { readonly title: string; readonly purpose: string; readonly value: unknown },
) {
  return resource({
    ...common,
    privacy: 'личных данных нет',
    name,
    uri: `bitrix24://${path}`,
    title,
    purpose,
    freshness: 'с выпуском сервера',
    structure: 'сценарии с готовыми запросами и правила',
    example: title,
    read: () => JSON.stringify(value),
  });
}

/** The resources with the texts of a language. */
export const resources = (texts: Texts) => [
  ...Object.values(ENTITIES).map((entity) => newest(entity, texts)),
  ...Object.keys(KINDS).map((kind) => dictionary(kind as Kind, texts)),
  fields(texts),
  guide('bitrix24_leads_guide', 'guide/leads', {
    title: texts.guide.title,
    purpose: texts.guide.title,
    value: guideOf(texts),
  }),
  guide('instructions', 'guide/instructions', {
    title: texts.tools.getLeads.title,
    purpose: texts.initialize.structured.map(({ title }) => title).join(', '),
    value: { structuredInstructions: structuredInstructions(texts), instructionNotes: texts.initialize.notes },
  }),
];

/** The guide as document clients know it: scenarios, then the rules. */
function guideOf({ guide }: Texts): readonly object[] {
  const scenarios = guide.scenarios.map((scenario) => ({ type: 'scenario', ...scenario }));
  return [...scenarios, { type: 'rules', rules: guide.rules }];
}

/** The ready requests that `initialize` carries. */
export function structuredInstructions({ initialize }: Texts): readonly object[] {
  return initialize.structured.map(({ title, description, payload }) => ({ title, description, ...payload }));
}
