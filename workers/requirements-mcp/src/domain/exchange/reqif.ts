import type { EntityType } from '../entity-type.ts';
import { RELATIONSHIP_TYPES } from '../relationship.ts';
import type { ExchangeDocument } from './exchange-document.ts';

/** What a ReqIF file is made of beside the tree. */
export interface ReqifHeader {
  /** Name of the workspace. */
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
}

interface SpecObject {
  readonly ref: string;
  readonly type: EntityType;
  readonly values: readonly (readonly [attribute: Attribute, value: string])[];
  readonly children: readonly SpecObject[];
}

const ATTRIBUTES = ['ReferenceId', 'Title', 'Description', 'Status', 'Priority', 'RequirementType', 'Details'] as const;
type Attribute = (typeof ATTRIBUTES)[number];
const TYPES: readonly EntityType[] = ['epic', 'user_story', 'acceptance_criteria', 'requirement'];

/** A file as ReqIF 1.0 (OMG formal/2011-04-02): an object a row, a relation a relationship, one specification with the tree. */
export function exchangeReqif({ epics, relationships }: ExchangeDocument, { name, at }: ReqifHeader): string {
  const tree = epics.map(epicObject);
  const all = tree.flatMap(withChildren);
  const write = writer(at);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd">',
    `<THE-HEADER><REQ-IF-HEADER IDENTIFIER="header"><CREATION-TIME>${at}</CREATION-TIME><REQ-IF-TOOL-ID>requirements-mcp</REQ-IF-TOOL-ID><REQ-IF-VERSION>1.0</REQ-IF-VERSION><SOURCE-TOOL-ID>requirements-mcp</SOURCE-TOOL-ID><TITLE>${xml(name)}</TITLE></REQ-IF-HEADER></THE-HEADER>`,
    '<CORE-CONTENT><REQ-IF-CONTENT>',
    `<DATATYPES><DATATYPE-DEFINITION-STRING ${write.identified('text', 'Text')} MAX-LENGTH="50000"/></DATATYPES>`,
    `<SPEC-TYPES>${TYPES.map(write.objectType).join('')}${RELATIONSHIP_TYPES.map(write.relationType).join('')}<SPECIFICATION-TYPE ${write.identified('type-specification', 'Specification')}/></SPEC-TYPES>`,
    `<SPEC-OBJECTS>${all.map(write.object).join('\n')}</SPEC-OBJECTS>`,
    `<SPEC-RELATIONS>${relationships.map(write.relation).join('\n')}</SPEC-RELATIONS>`,
    `<SPECIFICATIONS><SPECIFICATION ${write.identified('specification', name)}><TYPE><SPECIFICATION-TYPE-REF>type-specification</SPECIFICATION-TYPE-REF></TYPE>${write.children(tree)}</SPECIFICATION></SPECIFICATIONS>`,
    '</REQ-IF-CONTENT></CORE-CONTENT>',
    '</REQ-IF>',
    '',
  ].join('\n');
}

/** Writes elements, all changed at one time. */
function writer(at: string) {
  const identified = (id: string, name: string) => `IDENTIFIER="${id}" LAST-CHANGE="${at}" LONG-NAME="${xml(name)}"`;
  const attributes = (type: EntityType) =>
    ATTRIBUTES.map(
      (attribute) =>
        `<ATTRIBUTE-DEFINITION-STRING ${identified(`${type}-${attribute}`, attribute)}><TYPE><DATATYPE-DEFINITION-STRING-REF>text</DATATYPE-DEFINITION-STRING-REF></TYPE></ATTRIBUTE-DEFINITION-STRING>`,
    ).join('');
  const value = (type: EntityType, attribute: Attribute, text: string) =>
    `<ATTRIBUTE-VALUE-STRING THE-VALUE="${xml(text)}"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>${type}-${attribute}</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>`;
  const children = (objects: readonly SpecObject[]): string =>
    objects.length === 0
      ? ''
      : `<CHILDREN>${objects.map(({ ref, children: inner }) => `<SPEC-HIERARCHY IDENTIFIER="place-${ref}" LAST-CHANGE="${at}"><OBJECT><SPEC-OBJECT-REF>${ref}</SPEC-OBJECT-REF></OBJECT>${children(inner)}</SPEC-HIERARCHY>`).join('')}</CHILDREN>`;
  return {
    identified,
    children,
    objectType: (type: EntityType) =>
      `<SPEC-OBJECT-TYPE ${identified(`type-${type}`, type)}><SPEC-ATTRIBUTES>${attributes(type)}</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>`,
    relationType: (type: string) => `<SPEC-RELATION-TYPE ${identified(`type-${type}`, type)}/>`,
    object: ({ ref, type, values }: SpecObject) =>
      `<SPEC-OBJECT ${identified(ref, ref)}><VALUES>${values.map(([attribute, text]) => value(type, attribute, text)).join('')}</VALUES><TYPE><SPEC-OBJECT-TYPE-REF>type-${type}</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>`,
    relation: ({ source, type, target }: ExchangeDocument['relationships'][number], n: number) =>
      `<SPEC-RELATION ${identified(`relation-${n + 1}`, `${source} ${type} ${target}`)}><TARGET><SPEC-OBJECT-REF>${target}</SPEC-OBJECT-REF></TARGET><SOURCE><SPEC-OBJECT-REF>${source}</SPEC-OBJECT-REF></SOURCE><TYPE><SPEC-RELATION-TYPE-REF>type-${type}</SPEC-RELATION-TYPE-REF></TYPE></SPEC-RELATION>`,
  };
}

function epicObject(epic: ExchangeDocument['epics'][number]): SpecObject {
  const stories = epic.user_stories.map((story) => ({
    ...objectOf('user_story', story),
    children: [
      ...story.acceptance_criteria.map((criteria) => objectOf('acceptance_criteria', criteria)),
      ...story.requirements.map((requirement) => objectOf('requirement', requirement)),
    ],
  }));
  return { ...objectOf('epic', epic), children: stories };
}

function objectOf(
  type: EntityType,
  row: {
    readonly ref: string;
    readonly title?: string | null;
    readonly description: string | null;
    readonly status?: string | null;
    readonly priority?: number | null;
    readonly type?: string | null;
    readonly acceptance_criteria?: unknown;
  },
): SpecObject {
  const { ref, title, description, status, priority } = row;
  const details = typeof row.acceptance_criteria === 'string' ? row.acceptance_criteria : null;
  const said = { ReferenceId: ref, Title: title, Description: description, Status: status, Priority: priority };
  const values = Object.entries({ ...said, RequirementType: row.type, Details: details });
  return {
    ref,
    type,
    values: values.flatMap(([attribute, each]) =>
      each === null || each === undefined ? [] : [[attribute as Attribute, String(each)] as const],
    ),
    children: [],
  };
}

function withChildren(object: SpecObject): readonly SpecObject[] {
  return [object, ...object.children.flatMap(withChildren)];
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as the value of an attribute: what XML 1.0 does not allow becomes U+FFFD, and line breaks are kept. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\t\n\r]/g, (character) => `&#${character.codePointAt(0)};`);
}
