import fc from 'fast-check';
import { XmlDocument, XmlElement, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { EMPTY, text, workspace } from './any-workspace.ts';
import { exchangeDocument } from './exchange-document.ts';
import { exchangeReqif } from './reqif.ts';

describe('ReqIF', () => {
  const schema = XmlDocument.fromString(reqifSchema());
  const validator = XsdValidator.fromDoc(schema);
  afterAll(() => {
    validator.dispose();
    schema.dispose();
  });

  test('for any words is valid by the schema, with unique ids and references that lead to an element of their kind', () => {
    fc.assert(
      fc.property(workspace, text, ({ entities, relationships }, name) => {
        const written = exchangeReqif(exchangeDocument(entities, relationships), { name, at: EMPTY.createdAt });
        const xml = XmlDocument.fromString(written);
        try {
          validator.validate(xml);
          const all = elementsOf(xml.root);
          const named = all.map((element) => ({ kind: element.name, id: element.attr('IDENTIFIER')?.value }));
          const ids = named.map(({ id }) => id).filter((id) => id !== undefined);
          expect(new Set(ids).size).toBe(ids.length);
          const places = new Set(named.map(({ kind, id }) => `${kind}-REF ${id}`));
          const references = all.filter(({ name: kind }) => kind.endsWith('-REF'));
          for (const { name: kind, content } of references) expect(places).toContain(`${kind} ${content}`);
          const count = (kind: string) => named.filter((each) => each.kind === kind).length;
          expect([count('SPEC-OBJECT'), count('SPEC-HIERARCHY')]).toEqual([entities.length, entities.length]);
          expect(count('SPEC-RELATION')).toBe(relationships.length);
          const titles = all
            .filter((element) => element.name === 'ATTRIBUTE-VALUE-STRING' && element.content.endsWith('-Title'))
            .map((element) => element.attr('THE-VALUE')?.value);
          const said = entities.flatMap(({ title: each }) => (each === null ? [] : [allowed(each)]));
          expect(titles.toSorted()).toEqual(said.toSorted());
        } finally {
          xml.dispose();
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    [
      'an element in another order',
      /(<CREATION-TIME>.*?<\/CREATION-TIME>)(<REQ-IF-TOOL-ID>.*?<\/REQ-IF-TOOL-ID>)/,
      '$2$1',
    ],
    ['an object without its type', /<TYPE><SPEC-OBJECT-TYPE-REF>.*?<\/TYPE>/, ''],
    ['an id that is no name', /IDENTIFIER="EP-001"/, 'IDENTIFIER="1 EP"'],
    ['an id twice', /IDENTIFIER="place-EP-001"/, 'IDENTIFIER="EP-001"'],
    ['a day in the place of a time', /LAST-CHANGE="[^"]+"/, 'LAST-CHANGE="2026-11-28"'],
    ['an attribute that there is not', /MAX-LENGTH=/, 'LENGTH='],
    ['another namespace', /20110401/, '20110402'],
  ])('with %s is not valid', (_, found, other) => {
    const epic = { ...EMPTY, id: 'e', type: 'epic', referenceId: 'EP-001', title: 'Вход' } as const;
    const written = exchangeReqif(exchangeDocument([epic], []), { name: 'Толк', at: EMPTY.createdAt });
    expect(written).toMatch(found);
    for (const [each, valid] of [
      [written, true],
      [written.replace(found, other), false],
    ] as const) {
      const xml = XmlDocument.fromString(each);
      try {
        if (valid) validator.validate(xml);
        else expect(() => validator.validate(xml)).toThrow(XmlValidateError);
      } finally {
        xml.dispose();
      }
    }
  });
});

/** What XML 1.0 lets a text hold. */
function allowed(said: string): string {
  return said.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}

/** An element and all that is in it, in one pass: a look-up by path for each reference reads the file again. */
function elementsOf(element: XmlElement): readonly XmlElement[] {
  const all = [element];
  for (let child = element.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) all.push(...elementsOf(child));
  }
  return all;
}

/**
 * What the schema of ReqIF 1.0 demands of the elements that are written here: names, order where it is fixed, how many, types of
 * attributes, ids. Put down from the standard: the file of the OMG itself may not be copied.
 */
function reqifSchema(): string {
  const element = (name: string, type = name) => `<xs:element name="${name}" type="${type}"/>`;
  const holder = (name: string, names: readonly string[], least: 0 | 1, most: string) =>
    `<xs:element name="${name}" minOccurs="${least}"><xs:complexType><xs:choice minOccurs="${least}" maxOccurs="${most}">${names.map((each) => element(each)).join('')}</xs:choice></xs:complexType></xs:element>`;
  const list = (name: string, ...names: string[]) => holder(name, names, 0, 'unbounded');
  const part = (name: string, of: string) => holder(name, [of], 1, '1');
  const ref = (name: string, to: string) => part(name, `${to}-REF`).replace(`type="${to}-REF"`, 'type="xs:IDREF"');
  const attribute = (name: string, type: string, use = 'required') =>
    `<xs:attribute name="${name}" type="xs:${type}" use="${use}"/>`;
  const id = attribute('IDENTIFIER', 'ID');
  const identified = id + attribute('LAST-CHANGE', 'dateTime') + attribute('LONG-NAME', 'string', 'optional');
  const type = (name: string, order: 'all' | 'sequence', content: string, attributes = '') =>
    `<xs:complexType name="${name}"><xs:${order}>${content}</xs:${order}>${attributes}</xs:complexType>`;
  const texts = ['REQ-IF-TOOL-ID', 'REQ-IF-VERSION', 'SOURCE-TOOL-ID', 'TITLE'].map((name) =>
    element(name, 'xs:string'),
  );
  const attributes = list('SPEC-ATTRIBUTES', 'ATTRIBUTE-DEFINITION-STRING');
  const values = list('VALUES', 'ATTRIBUTE-VALUE-STRING');
  const children = list('CHILDREN', 'SPEC-HIERARCHY');
  const types = ['SPEC-OBJECT-TYPE', 'SPEC-RELATION-TYPE', 'SPECIFICATION-TYPE'];
  const space = 'http://www.omg.org/spec/ReqIF/20110401/reqif.xsd';
  return [
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${space}" targetNamespace="${space}" elementFormDefault="qualified">`,
    element('REQ-IF'),
    type('REQ-IF', 'sequence', part('THE-HEADER', 'REQ-IF-HEADER') + part('CORE-CONTENT', 'REQ-IF-CONTENT')),
    type('REQ-IF-HEADER', 'sequence', [element('CREATION-TIME', 'xs:dateTime'), ...texts].join(''), id),
    type(
      'REQ-IF-CONTENT',
      'sequence',
      list('DATATYPES', 'DATATYPE-DEFINITION-STRING') +
        list('SPEC-TYPES', ...types) +
        list('SPEC-OBJECTS', 'SPEC-OBJECT') +
        list('SPEC-RELATIONS', 'SPEC-RELATION') +
        list('SPECIFICATIONS', 'SPECIFICATION'),
    ),
    type('DATATYPE-DEFINITION-STRING', 'all', '', identified + attribute('MAX-LENGTH', 'integer')),
    ...types.map((name) => type(name, 'all', attributes, identified)),
    type('ATTRIBUTE-DEFINITION-STRING', 'all', ref('TYPE', 'DATATYPE-DEFINITION-STRING'), identified),
    type(
      'ATTRIBUTE-VALUE-STRING',
      'all',
      ref('DEFINITION', 'ATTRIBUTE-DEFINITION-STRING'),
      attribute('THE-VALUE', 'string'),
    ),
    type('SPEC-OBJECT', 'all', values + ref('TYPE', 'SPEC-OBJECT-TYPE'), identified),
    type(
      'SPEC-RELATION',
      'all',
      ref('SOURCE', 'SPEC-OBJECT') + ref('TARGET', 'SPEC-OBJECT') + ref('TYPE', 'SPEC-RELATION-TYPE'),
      identified,
    ),
    type('SPECIFICATION', 'all', children + ref('TYPE', 'SPECIFICATION-TYPE'), identified),
    type('SPEC-HIERARCHY', 'all', children + ref('OBJECT', 'SPEC-OBJECT'), identified),
    '</xs:schema>',
  ].join('\n');
}
