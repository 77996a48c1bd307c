import { env, exports } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { callTool, send, workerFetch } from '@aisystant/testing';
import { expect, test, vi } from 'vitest';
import { issueToken } from '../../../../packages/oauth/src/testing.ts';
import type { DtEnv } from '../server.ts';
const bindings = env as unknown as DtEnv;
const endpoint = `${bindings.BASE_URL}/mcp`;
const fetch = workerFetch(exports);
test('probe', async () => {
  const token = await issueToken(fetch, bindings, { userId: 'anna', scopes: ['dt:read', 'dt:write'] });
  const reader = await issueToken(fetch, bindings, { userId: 'anna', scopes: ['dt:read'] });
  const show = (x: unknown) => process.stdout.write(`${JSON.stringify(x)}\n`);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-16T09:00:00Z') });
  show(await callTool(fetch, endpoint, 'dt_get_week_summary', {}, { token }));
  show(await callTool(fetch, endpoint, 'dt_save_activity_event', {activity_type:'sleep', occurred_at: '2026-11-16T08:00:00+03:00', duration_minutes: 20}, { token }));
  vi.useRealTimers();
  const post = async (body: string, t: string | null, method = 'POST') => {
    const r = await fetch(new Request(`${endpoint}/events`, { method, headers: { ...(t && {authorization: `Bearer ${t}`}), 'content-type': 'application/json' }, ...(method === 'POST' && { body }) }));
    show([r.status, Object.fromEntries(r.headers), (await r.text()).slice(0, 900)]);
  };
  await post('[]', token); await post('{}', token); await post('{"events":[], "synced": {"source":"timer"}}', token);
  await post(JSON.stringify(Array(501).fill({})), token);
  await post(JSON.stringify({events: Array(501).fill({})}), token);
  await post('[]', reader); await post('[]', null); await post('{', token); await post('', token, 'GET');
  await post('7', token);
  await post('[{"__proto__": {"a": 1}}]', token);
  await post('{"events": [], "__proto__": {"a": 1}}', token);
  const raw = async (args: string) => {
    const r = await fetch(new Request(endpoint, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', host: new URL(endpoint).host, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' }, body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"dt_get_week_summary","arguments":${args}}}` }));
    show([r.status, (await r.text()).slice(0, 900)]);
  };
  await raw('{"__proto__": {"week": "previous"}}');
  await raw('{"constructor": {"week": "previous"}}');
  await raw('{"prototype": {"week": "previous"}}');
  await raw('{"week": "2000-01-01"}');
  const stub = bindings.TWIN.get(bindings.TWIN.idFromName('anna'));
  show(await runInDurableObject(stub, (_i, s) => s.storage.sql.exec('select * from schema_version').toArray()));
});
