import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { workspace } from './domain/exchange/any-workspace.ts';
import { EXCHANGE_FORMAT, type ExchangeDocument, exchangeDocument } from './domain/exchange/exchange-document.ts';
import { RELATIONSHIP_TYPES } from './domain/relationship.ts';
import { newPerson, type Someone } from './testing/small-tree.ts';
import { migrate, people } from './testing/workspace.ts';
import { exportWorkspace } from './tools/exchange/export-workspace.ts';
import { importWorkspace } from './tools/exchange/import-workspace.ts';

beforeAll(migrate);

/** The file of a new workspace that imported a document. */
async function copyOf(document: ExchangeDocument): Promise<ExchangeDocument> {
  const ask: Someone = newPerson();
  const { data } = await ask(importWorkspace, { json: JSON.stringify(document), dry_run: false });
  expect(data).toMatchObject({ status: 'created', problems: [] });
  const { download_url } = (await ask(exportWorkspace, { format: 'json' })).data;
  const file = await people.fetch(new Request(String(download_url), { method: 'POST' }));
  return file.json();
}

/** A document with numbers in the order of its rows in the place of reference ids, which an import gives anew. */
function placed({ epics, relationships }: ExchangeDocument): object {
  const places = new Map<string, number>();
  const name = <Row extends { readonly ref: string }>(row: Row): Row => {
    places.set(row.ref, places.size);
    return row;
  };
  for (const epic of epics.map(name)) {
    for (const { acceptance_criteria, requirements } of epic.user_stories.map(name)) {
      for (const row of [...acceptance_criteria, ...requirements]) name(row);
    }
  }
  return JSON.parse(JSON.stringify({ epics, relationships }), (key, value) =>
    ['ref', 'source', 'target'].includes(key) || (key === 'acceptance_criteria' && typeof value === 'string')
      ? places.get(value)
      : value,
  );
}

/** A document whose first requirements have relationships of these types, in their order. */
function related({ epics }: ExchangeDocument, types: readonly string[]): ExchangeDocument {
  const [source, target] = epics.flatMap((epic) => epic.user_stories.flatMap(({ requirements }) => requirements));
  const arrows = source && target ? types.map((type) => ({ source: source.ref, type, target: target.ref })) : [];
  return { format: EXCHANGE_FORMAT, epics, relationships: arrows };
}

test('a workspace that is imported from a file has the same file, whatever it holds, to the order of all that it holds', async () => {
  const types = fc.shuffledSubarray([...RELATIONSHIP_TYPES], { minLength: 4 });
  await fc.assert(
    fc.asyncProperty(workspace, types, async ({ entities }, order) => {
      const document = related(exchangeDocument(entities, []), order);
      const copy = await copyOf(document);
      expect(placed(copy)).toEqual(placed(document));
      expect(await copyOf(copy)).toEqual(copy);
    }),
    // Each run takes two files, and there is a limit to how many a caller may take.
    { numRuns: 12, endOnFailure: true },
  );
});
