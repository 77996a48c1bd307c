import { Learner, mcpServers } from '@aisystant/fleet';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { mcpUrl } from './fleet.ts';

const INFO = { name: 'e2e', version: '1.0.0' };

let headers: Record<string, { Authorization: string }>;
beforeAll(async () => {
  const learner = new Learner('clients');
  const entries = mcpServers.map(async ({ name }) => [
    name,
    { Authorization: `Bearer ${await learner.signIn(mcpUrl(name))}` },
  ]);
  headers = Object.fromEntries(await Promise.all(entries));
});

const modern = (mode: 'legacy' | 'auto' | { pin: string }) => async (name: string) => {
  const client = new Client(INFO, { versionNegotiation: { mode } });
  const requestInit = { headers: headers[name] ?? {} };
  await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl(name)), { requestInit }));
  return client;
};
const legacy = async (name: string) => {
  const client = new LegacyClient(INFO);
  const requestInit = { headers: headers[name] ?? {} };
  await client.connect(new LegacyTransport(new URL(mcpUrl(name)), { requestInit }) as never);
  return client;
};

const CONNECT = {
  'SDK v2, 2026-07-28': modern({ pin: '2026-07-28' }),
  'SDK v2, negotiating': modern('auto'),
  'SDK v2 as an old client': modern('legacy'),
  'SDK v1': legacy,
};

describe.each(Object.entries(CONNECT))('%s', (_, connectAs) => {
  // Both SDKs' clients have the methods used here, with types that do not meet.
  const connect = connectAs as (name: string) => Promise<Client>;

  test.each(mcpServers)('lists the tools of $name by wire names', async ({ name, tools: declared }) => {
    const { tools } = await (await connect(name)).listTools();
    const listed = declared.filter((tool) => tool.listed);
    expect(tools.map((tool) => tool.name)).toEqual(listed.map((tool) => tool.name));
  });

  test('calls a tool and gets data that match their schema, which the client checks itself', async () => {
    const dt = await connect('dt-mcp');
    await dt.listTools();
    const result = await dt.callTool({ name: 'dt_get_week_summary', arguments: { week: '2026-W10' } });
    expect(result.structuredContent).toMatchObject({ week: { start: '2026-03-02', end: '2026-03-08' } });
  });

  test('sees a refusal as a result and not as a broken call', async () => {
    const dt = await connect('dt-mcp');
    await dt.listTools();
    const result = await dt.callTool({ name: 'dt_get_week_summary', arguments: { week: 'вчера' } });
    expect(result).toMatchObject({
      isError: true,
      _meta: { 'aisystant/error': { code: 'INVALID_ARGUMENT', field: 'week' } },
    });
  });

  test('reads the resources', async () => {
    const dt = await connect('dt-mcp');
    const { resources } = await dt.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('dt://catalogs/metrics');
    const { contents } = await dt.readResource({ uri: 'dt://catalogs/metrics' });
    expect(JSON.stringify(contents)).toContain('time_invested_minutes');
  });
});
