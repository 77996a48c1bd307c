import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serveInPlaceOfNetwork } from './testing/network.ts';
import { people } from './testing/person.ts';
import { emailOf, testPortal } from './testing/portal.ts';

beforeEach(() => serveInPlaceOfNetwork(testPortal()));
afterEach(() => vi.unstubAllGlobals());

const signIn = (scopes?: readonly string[]) => people.signIn(scopes, undefined, emailOf('demo_weak'));

async function ask(path: string, body: unknown = undefined, token: string | null = null) {
  const url = people.endpoint.replace(/\/mcp$/, path);
  const headers = { ...(token !== null && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await people.fetch(new Request(url, request));
  return { status: response.status, json: JSON.parse(await response.text()) };
}

describe('plain HTTP', () => {
  test('needs the same sign-in', async () => {
    for (const [path, body] of [
      ['/mcp/index'],
      ['/mcp/health'],
      ['/mcp/tool/call', { tool: 'getLeads' }],
      ['/mcp/resource/query', { resource: 'crm/leads' }],
    ] as const) {
      expect((await ask(path, body)).status, path).toBe(401);
    }
    const { token } = await signIn([]);
    expect((await ask('/mcp/tool/call', { tool: 'getLeads' }, token)).status).toBe(403);
    expect((await ask('/mcp/resource/query', { resource: 'crm/leads' }, token)).status).toBe(403);
    expect((await ask('/healthz')).json).toMatchObject({ status: 'ok' });
  });

  test('lists tools and resources, and is alive', async () => {
    const { token } = await signIn();
    const { json } = await ask('/mcp/index', undefined, token);
    expect(json.tools).toContainEqual({
      name: 'getLeads',
      description: expect.any(String),
      inputSchema: expect.any(Object),
    });
    expect(json.resources).toContainEqual({
      uri: 'bitrix24://crm/leads',
      name: 'crm_leads',
      description: expect.any(String),
    });
    expect((await ask('/mcp/health', undefined, token)).json).toEqual({
      status: 'ok',
      message: 'MCP endpoint is alive',
    });
  });

  test('calls a tool with the same result and the same validators as MCP', async () => {
    const person = await signIn();
    const params = { limit: 2, order: { ID: 'ASC' } };
    const { status, json } = await ask('/mcp/tool/call', { tool: 'getLeads', params }, person.token);
    const reply = await person.call('getLeads', params);
    expect(status).toBe(200);
    const { result, ...rest } = json.structuredContent;
    expect({ ...json, structuredContent: rest }).toMatchObject({
      isError: false,
      content: [{ type: 'text' }, {}],
      structuredContent: { metadata: { scope: 'own' } },
    });
    expect(result.result).toEqual((reply.result as never as typeof json).structuredContent.result.result);
    const wrong = await ask(
      '/mcp/tool/call',
      { tool: 'getLeads', params: { filter: { STATUS: 'NEW' } } },
      person.token,
    );
    expect(wrong.json).toMatchObject({
      isError: true,
      _meta: { 'aisystant/error': { code: 'INVALID_ARGUMENT', field: 'filter.STATUS' } },
    });
    expect(await ask('/mcp/tool/call', { tool: 'getNothing' }, person.token)).toEqual({
      status: 404,
      json: { detail: { type: 'tool_not_found', message: "Tool 'getNothing' is not registered." } },
    });
    expect((await ask('/mcp/tool/call', { tool: 'getLeads', arguments: {} }, person.token)).status).toBe(400);
    expect((await ask('/mcp/tool/call', undefined, person.token)).status).toBe(405);
  });

  test('queries a resource by its short name, with parameters and page by page', async () => {
    const { token } = await signIn();
    const query = (body: object) => ask('/mcp/resource/query', body, token);
    const params = { select: ['ID', 'TITLE'], filter: { '>OPPORTUNITY': 10_000 }, limit: 40 };
    const all: unknown[] = [];
    let cursor: string | null = null;
    let total = 0;
    do {
      const { json }: { json: { data: unknown[]; next_cursor: string | null; total: number; metadata: object } } =
        await query({ resource: 'crm/deals', params, cursor });
      expect(json.metadata).toMatchObject({ provider: 'bitrix24', resource: 'crm/deals' });
      all.push(...json.data);
      ({ next_cursor: cursor, total } = json);
    } while (cursor !== null);
    expect(all).toHaveLength(total);
    expect(total).toBeGreaterThan(20);
    const guide = await query({ resource: 'bitrix24_leads_guide' });
    expect(guide.json.data).toContainEqual(expect.objectContaining({ type: 'rules', rules: expect.any(Array) }));
    expect((await query({ resource: 'bitrix24_leads_guide', params: { title: 'x' } })).status).toBe(400);
    expect((await query({ resource: 'crm/nothing' })).json).toEqual({
      detail: { type: 'resource_not_found', message: "Resource 'crm/nothing' is not registered." },
    });
  });
});
