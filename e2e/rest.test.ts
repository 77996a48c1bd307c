import { Learner } from '@aisystant/fleet';
import { beforeAll, describe, expect, test } from 'vitest';
import { mcpUrl } from './fleet.ts';

const url = mcpUrl('requirements-mcp');
const base = `${new URL(url).origin}/api/v1`;
let token = '';
beforeAll(async () => {
  token = await new Learner('rest_person').signIn(url);
});

/** Sends a request below the base; what came back. */
async function ask(method: string, path: string, body?: object, by = token) {
  const headers = { authorization: `Bearer ${by}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${base}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === '' ? null : JSON.parse(text) };
}

describe('the REST interface in the runtime of the edge', () => {
  test('makes, changes and lists, and refuses in one dialect', async () => {
    const made = await ask('POST', '/epics', { title: 'Вход', priority: 1 });
    expect(made).toMatchObject({ status: 201, json: { reference_id: 'EP-001', status: 'Backlog' } });
    expect((await ask('PATCH', '/epics/EP-1/status', { status: 'in_progress', expected_version: 1 })).json.status).toBe(
      'In Progress',
    );
    expect((await ask('GET', '/epics?status=in%20progress')).json.total_count).toBe(1);
    expect((await ask('GET', '/epics?state=open')).json.error).toMatchObject({
      code: 'INVALID_ARGUMENT',
      field: 'state',
    });
    const stranger = await ask('GET', '/epics', undefined, 'nobody:knows:this');
    expect(stranger).toMatchObject({ status: 401, json: { error: { code: 'UNAUTHENTICATED' } } });
    expect(stranger.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(stranger.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('makes a personal token that opens REST and MCP under the same base, until it is revoked', async () => {
    const { json } = await ask('POST', '/pats', { name: 'Скрипт', scopes: ['requirements:read'] });
    const own: string = json.token;
    expect(own).toMatch(/^mcp_pat_/);
    expect((await ask('GET', '/epics', undefined, own)).status).toBe(200);
    expect((await ask('POST', '/pats', { name: 'Ещё' }, own)).status).toBe(403);
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'e2e', version: '1' } };
    const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: hello };
    expect((await ask('POST', '/mcp', initialize, own)).json.result.serverInfo.name).toBe('requirements-mcp');
    const revoked = await ask('DELETE', `/pats/${json.pat.id}`);
    expect([revoked.status, revoked.json]).toEqual([204, null]);
    expect((await ask('GET', '/pats')).json.total_count).toBe(0);
  });

  test('is described by the committed document', async () => {
    const document = await (await fetch(`${base}/openapi.json`)).json();
    const committed = await import('../docs/contracts/openapi/requirements-mcp.json', { with: { type: 'json' } });
    expect(document).toEqual(committed.default);
  });
});
