import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/person.ts';

const SECRET = 'СОКРОВЕННОЕ-7f3a';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a stored row that cannot be read is an internal error, logged with its place and without its content', async () => {
  const { call, stub } = await signIn();
  await call('dt_save_reflection_note', { type: 'insight', text: 'мысль' });
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('update note set body = ?', JSON.stringify({ type: SECRET, text: SECRET }));
  });
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  const reply = await call('dt_list_reflection_notes', {});
  expect(reply.result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code: 'INTERNAL' } } });
  expect(reply.text).not.toContain(SECRET);
  expect(lines.filter((line) => line.includes('"unexpected"'))).toHaveLength(1);
  expect(lines.join('\n')).not.toContain(SECRET);
});
