import { expect, test } from 'vitest';
import { bridgedEntry, claudeLink, cursorLink, directEntry, mcpServersBlock, vsCodeLink } from './connect.ts';

const endpoints = [
  { name: 'fsm-mcp', url: 'https://fsm-mcp.example.test/mcp' },
  { name: 'dt-mcp', url: 'https://dt-mcp.example.test/mcp' },
] as const;
const [fsm] = endpoints;

test('a configuration block is JSON that names every server', () => {
  expect(JSON.parse(mcpServersBlock(endpoints, directEntry))).toEqual({
    mcpServers: { 'fsm-mcp': { url: fsm.url }, 'dt-mcp': { url: endpoints[1].url } },
  });
  expect(JSON.parse(mcpServersBlock(endpoints, bridgedEntry)).mcpServers['fsm-mcp'].args).toContain(fsm.url);
});

test('an install link carries the address that the client will decode', () => {
  const cursor = new URL(cursorLink(fsm));
  expect(JSON.parse(atob(cursor.searchParams.get('config') ?? ''))).toEqual({ url: fsm.url });
  expect(Object.fromEntries(new URL(claudeLink(fsm)).searchParams)).toMatchObject({
    connectorName: fsm.name,
    connectorUrl: fsm.url,
  });
  expect(JSON.parse(decodeURIComponent(vsCodeLink(fsm).split('?')[1] ?? ''))).toEqual({ ...fsm, type: 'http' });
});
