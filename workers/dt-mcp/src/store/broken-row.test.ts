import { runInDurableObject } from 'cloudflare:test';
import { surql } from 'surrealdb';
import { afterEach, expect, test, vi } from 'vitest';
import { IN_OBJECTS, signIn } from '../testing/person.ts';
import { query } from '../testing/stored.ts';

const SECRET = 'СОКРОВЕННОЕ-7f3a';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a stored row that cannot be read is an internal error, logged with its place and without its content', async () => {
  const person = await signIn();
  const { call, stub } = person;
  await call('dt_save_reflection_note', { type: 'insight', text: 'мысль' });
  const body = JSON.stringify({ type: SECRET, text: SECRET });
  if (IN_OBJECTS) {
    await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec('update note set body = ?', body));
  } else await query(person, surql`UPDATE note SET body = ${body}`);
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  const reply = await call('dt_list_reflection_notes', {});
  expect(reply.result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code: 'INTERNAL' } } });
  expect(reply.text).not.toContain(SECRET);
  expect(lines.filter((line) => line.includes('"unexpected"'))).toHaveLength(1);
  expect(lines.join('\n')).not.toContain(SECRET);
});
