import { expect, test } from 'vitest';
import { content } from '../content.ts';
import { addressOf, fetch } from '../testing/worker.ts';

test('GET /graph is public and shows every state, without a script', async () => {
  const response = await fetch(new Request(addressOf('/graph'), { headers: { 'accept-language': 'ru' } }));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  const page = await response.text();
  expect(page).toContain('<h1>Карта сценариев Проводника</h1>');
  for (const { id } of content.states) expect(page).toContain(`id="${id}"`);
  expect(page).not.toContain('<script');
});
