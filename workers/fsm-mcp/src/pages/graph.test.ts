import { expect, test } from 'vitest';
import { content as compiled } from '../content.ts';
import { bindings, fetch } from '../testing/person.ts';
import { GRAPH_SCRIPT } from './graph-script.ts';

const content = compiled();

test('GET /graph is public, shows every state, and runs the one script of its own origin', async () => {
  const response = await fetch(new Request(`${bindings.BASE_URL}/graph`, { headers: { 'accept-language': 'ru' } }));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  const page = await response.text();
  expect(page).toContain('<h1>Карта сценариев Проводника</h1>');
  for (const { id } of content.states) expect(page).toContain(`id="${id}"`);
  expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual(['<script src="/graph.js">']);
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*; script-src 'self'$/);
  const script = await fetch(new Request(`${bindings.BASE_URL}/graph.js`));
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await script.text()).toBe(GRAPH_SCRIPT);
});
