import { callTool } from '@aisystant/testing';
import fc from 'fast-check';
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { endpoint, inEnvironment, keepLog, signIn } from '../../fixture/client.ts';

// A machine of two cores with other work on it may be slow.
vi.setConfig({ testTimeout: 60_000 });

keepLog();
const unlimited = { limit: () => Promise.resolve({ success: true }) };
const fetch = inEnvironment({ READ_LIMIT: unlimited, WRITE_LIMIT: unlimited });
const list = (token: string, args: object) => callTool(fetch, endpoint, 'fixture_list_notes', args, { token });

/** A page of notes, or why there is none. */
interface Result {
  readonly isError: boolean;
  readonly _meta: { readonly 'aisystant/error': unknown };
  readonly structuredContent: { readonly notes: readonly string[]; readonly next_cursor: string };
}

let token: string;
let genuine: string;
beforeAll(async () => {
  token = await signIn('fixture:read', 'fixture:write');
  for (const text of ['один', 'два', 'три']) await callTool(fetch, endpoint, 'fixture_save_note', { text }, { token });
  const first = await list(token, { limit: 2 });
  genuine = (first.result as unknown as Result).structuredContent.next_cursor;
});

const base64 = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
/** Cursors forged with knowledge of the format. */
const envelope = fc
  .record(
    {
      list: fc.constantFrom('fixture.list_notes', 'other', '__proto__', ''),
      filters: fc.oneof(fc.integer(), fc.jsonValue()),
      position: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
      more: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((value) => base64(value).toWellFormed());
const made = fc.oneof(
  envelope,
  fc.string({ unit: 'binary', maxLength: 600 }).map((text) => text.toWellFormed()),
  fc.base64String(),
  fc.tuple(fc.nat(), fc.constantFrom('', 'A', '_', '=', ' ', '\u0000')).map(([place, letter]) => {
    const at = place % genuine.length;
    return genuine.slice(0, at) + letter + genuine.slice(at + 1);
  }),
);

const RUNS = 1_000 * inject('fuzzFactor');
/** Cursors that every run tries before the random ones. */
const KEPT = [
  ...['', ' ', '=', 'null', 'bnVsbA', 'W10', 'e30', 'eyI', '%00', '\u0000', 'я', '../..', 'A'.repeat(10_000)],
  ...[null, 0, [], { list: 'fixture.list_notes' }, { list: 'fixture.list_notes', filters: { limit: 2 } }].map(base64),
  ...[-1, 1.5, 1e308, '1', null, [], {}, Number.MAX_VALUE].map((position) =>
    base64({ list: 'fixture.list_notes', filters: { limit: 2 }, position }),
  ),
];

test('an invented or modified cursor is refused, or shows a page of the caller’s own notes', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(made, fc.integer({ min: 1, max: 10 }), async (cursor, limit) => {
      const reply = await list(token, { cursor, limit });
      expect(reply.status).toBe(200);
      const result = reply.result as unknown as Result;
      if (result.isError) {
        expect(result._meta['aisystant/error']).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'cursor' });
        refused += 1;
        return;
      }
      for (const note of result.structuredContent.notes) expect(['один', 'два', 'три']).toContain(note);
    }),
    { numRuns: RUNS, examples: KEPT.map((cursor): [string, number] => [cursor, 2]) },
  );
  expect(refused).toBeGreaterThan(0.9 * RUNS);
});

test('a cursor of one user shows another user only their own notes', async () => {
  const other = await signIn('fixture:read');
  const reply = await list(other, { cursor: genuine, limit: 2 });
  expect(reply.result?.['structuredContent']).toEqual({ notes: [], next_cursor: null });
});
