import { runInDurableObject } from 'cloudflare:test';
import type { ExportFormat } from '@aisystant/mcp/learner-store';
import { send } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import {
  endpoint,
  event,
  fetch,
  IN_OBJECTS,
  type Learner,
  NOW,
  newLearner,
  signIn,
  writer,
} from '../testing/person.ts';
import { addEvents, redeem } from '../testing/stored.ts';

const at = '2026-11-10T09:00:00+03:00';

/** More than a page of an export. */
const MANY = IN_OBJECTS ? 20_000 : 2_500;

/** The export stream behind a link. */
async function exported(learner: Learner, format: ExportFormat = 'json'): Promise<ReadableStream<Uint8Array>> {
  await learner.twin.rights.issueTicket('export', 'secret', NOW + 1, writer());
  const stream = await redeem(learner, 'secret', format);
  if (stream === null || stream === 'used') throw new Error('the link did not work');
  return stream;
}

test('an export has every row that existed at its start exactly once, even if rows are added meanwhile', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at })], writer());
  const many = IN_OBJECTS ? 5_000 : 2_500;
  await addEvents(learner, many);
  const reader = (await exported(learner)).getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let added = false, chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    text += decoder.decode(chunk.value, { stream: true });
    if (added || !text.includes('"e000001"')) continue;
    added = true;
    await addEvents(learner, 700, { prefix: '!' });
  }
  const { event: rows } = JSON.parse(text) as { event: { event_id: string }[] };
  const ids = rows.map(({ event_id }) => event_id).filter((id) => id.startsWith('e0'));
  expect([ids.length, new Set(ids).size]).toEqual([many, many]);
});

test.runIf(IN_OBJECTS)('an export reads each row about once, for any number of rows', async () => {
  const learner = newLearner();
  await addEvents(learner, 20_000);
  await learner.twin.rights.issueTicket('export', 'secret', NOW + 1, writer());
  const read = await runInDurableObject(learner.stub, async (object, { storage }) => {
    const exec = storage.sql.exec.bind(storage.sql);
    const cursors: { readonly rowsRead: number }[] = [];
    storage.sql.exec = (query, ...values) => {
      const cursor = exec(query, ...values);
      cursors.push(cursor);
      return cursor as never;
    };
    await new Response(object.redeem('secret', 'json', NOW)).arrayBuffer();
    storage.sql.exec = exec;
    return cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
  });
  expect(read).toBeGreaterThanOrEqual(20_000);
  expect(read).toBeLessThan(21_000);
});

const ENDINGS = {
  'an erasure': async ({ twin }: Learner) => {
    await twin.rights.issueTicket('delete', 'confirmed', NOW + 1, writer());
    await twin.rights.erase('confirmed', writer());
  },
  'a withdrawal of reading': ({ twin }: Learner) => twin.rights.withdraw(['dt:read'], writer()),
};

describe.each(['json', 'csv'] as const)('a download as %s that has begun', (format) => {
  test.each(Object.entries(ENDINGS))('ends with %s, and has nothing that was written after it', async (_, end) => {
    const learner = newLearner();
    await addEvents(learner, MANY, { note: 'до' });
    const reader = (await exported(learner, format)).getReader();
    let text = '';
    const read = async () => {
      const { done, value } = await reader.read();
      text += new TextDecoder().decode(value);
      return !done;
    };
    while (!text.includes('до')) await read();
    await end(learner);
    await addEvents(learner, MANY, { note: 'после', prefix: 'f' });
    const rest = async () => {
      while (await read());
    };
    await expect(rest()).rejects.toThrow();
    expect(text).not.toContain('после');
  });
});

test('a too long export resource is refused, with a hint to the download', async () => {
  const person = await signIn();
  const read = async () => {
    const params = { uri: 'dt://me/export' };
    return send(fetch, endpoint, { method: 'resources/read', params, token: person.token });
  };
  // The first call of a learner begins their records, and drops what was there before it.
  await read();
  await addEvents(person, 700, { note: 'ж'.repeat(1_000) });
  expect((await read()).error).toBeUndefined();
  await addEvents(person, 700, { note: 'ж'.repeat(1_000), prefix: 'f' });
  expect((await read()).error?.message).toMatch(/1000000.*dt_export_my_data/);
});

describe('an export as CSV', () => {
  test('has every row of every table, its times written out, and no text that a spreadsheet would run', async () => {
    const learner = newLearner();
    const formulas = ['=1+1', '+7', '-1', '@sum', '\tx', '"кавычки", и\nстрока', 'да'];
    await learner.twin.events.saveEvents(
      formulas.map((note, i) => ({ ...event({ at, id: `${i}` }), note })),
      writer(),
    );
    const text = await new Response(await exported(learner, 'csv')).text();
    const [header = [], ...rows] = parseCsv(text);
    expect(header.slice(0, 2)).toEqual(['table', 'one']);
    expect(header.filter((column) => column.endsWith('_ms'))).toEqual([]);
    const cell = (row: readonly string[], column: string) => row[header.indexOf(column)];
    const events = rows.filter(([table]) => table === 'event');
    expect(rows.every(({ length }) => length === header.length)).toBe(true);
    expect(events.map((row) => cell(row, 'note')).sort()).toEqual(
      formulas.map((note) => (/^[=+\-@\t]/.test(note) ? `'${note}` : note)).sort(),
    );
    expect(events.map((row) => cell(row, 'start'))).toEqual(formulas.map(() => new Date(at).toISOString()));
    expect(rows.filter(([table]) => table === 'twin')).toHaveLength(1);
  });
});

/** The cells of a CSV text by RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter(({ length }) => length > 1);
}
