import { rowsOf } from '@aisystant/mcp/d1';
import { beforeAll, expect, test } from 'vitest';
import { indexedComments } from './store/entity-words.ts';
import { caller, fill } from './testing/rest-caller.ts';
import { bindings, migrate } from './testing/workspace.ts';

beforeAll(migrate);

/** Bytes of a row that D1 takes. */
const MOST_BYTES = 2_000_000;
/** As many words as a comment may have. */
const LONG = 'я '.repeat(4_900);
const COMMENTS = 40;
const EDITS = 30;

test('what is written of very many comments at once is the newest that fit into a statement', () => {
  const contents = Array.from({ length: 100 }, (_, n) => `номер${n} ${LONG}`);
  const words = indexedComments('workspace', contents);
  expect(new TextEncoder().encode(words).length).toBeLessThan(MOST_BYTES);
  expect(words.endsWith(indexedComments('workspace', contents.slice(-1)))).toBe(true);
});

test('an entity with very many comments is commented and changed like any other, and found by the newest of them', async () => {
  const ask = await caller();
  const { epic } = await fill(ask);
  const say = (content: string) => ask('POST', `/epics/${epic.id}/comments`, { content });
  const found = async (query: string) => (await ask('GET', `/search?query=${query}`)).json.total;
  const oldest = (await say(`Старейшина ${LONG}`)).json;
  for (let n = 1; n < COMMENTS; n += 1) expect((await say(`номер${n} ${LONG}`)).status).toBe(201);
  const newest = (await say('Новизна')).json;
  const sizeOf = () =>
    rowsOf<{ bytes: number }>(
      bindings.DB,
      `SELECT octet_length(title || description || comments || reference) AS bytes FROM entity_words
       WHERE rowid = (SELECT n FROM entity WHERE id = ?)`,
      epic.id,
    );
  expect((await sizeOf())[0]?.bytes).toBeLessThan(MOST_BYTES);
  expect([await found('новизна'), await found(`номер${COMMENTS - 1}`), await found('старейшина')]).toEqual([1, 1, 0]);

  // Short comments that become long ones are no way around it, and an old comment is changed although its words are not there.
  for (let n = 0; n < EDITS; n += 1) {
    const { json } = await say(`кратко${n}`);
    expect((await ask('PUT', `/comments/${json.id}`, { content: `подробно${n} ${LONG}` })).status).toBe(200);
  }
  expect((await sizeOf())[0]?.bytes).toBeLessThan(MOST_BYTES);
  expect((await ask('PUT', `/comments/${oldest.id}`, { content: 'Старина' })).json).toMatchObject({
    content: 'Старина',
  });
  expect([await found(`подробно${EDITS - 1}`), await found('старина')]).toEqual([1, 0]);
  expect((await ask('DELETE', `/comments/${newest.id}`)).status).toBe(204);
  expect([await found(`подробно${EDITS - 1}`), await found('новизна')]).toEqual([1, 0]);
  const change = { title: 'Вход иначе', expected_version: epic.version };
  expect((await ask('PUT', `/epics/${epic.id}`, change)).status).toBe(200);
  expect((await ask('GET', `/epics/${epic.id}/comments?limit=1`)).json.count).toBe(COMMENTS + EDITS + 1);
}, 60_000);
